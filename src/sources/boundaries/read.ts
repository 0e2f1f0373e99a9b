/** Reads a GeoJSON file of boundaries, feature by feature: what each says of its unit, and whether its geometry holds. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Content } from '#formats/contents.ts';
import { findEncoding } from '#formats/decode.ts';
import { type JsonRange, parseRange } from '#formats/json-ranges.ts';
import { readContent } from '#formats/open.ts';
import { storableValue } from '#formats/storable.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { NewBoundary, TerritorialLevel } from '#registry';
import type { InputFile, Progress } from '../import.ts';
import { areaKm2Of } from './area.ts';
import { convert, readContents } from './contents.ts';
import { boundsOf, refuseOtherCrs } from './coordinates.ts';
import { FeatureFault } from './fault.ts';
import { geometryText, readPolygons } from './geometry.ts';
import { dayIn, dayInName, dayOfFile, levelIn, namedUnitOf, type Properties } from './properties.ts';

export interface ReadFeature {
  /** Its number in the file, from 1. */
  readonly row: number;
  /** Null when the feature cannot be taken; then `fault` says why. */
  readonly boundary: NewBoundary | null;
  readonly fault: FeatureFault | null;
  readonly original: string;
}

export interface BoundaryFile {
  readonly format: string;
  readonly features: readonly ReadFeature[];
  /** The level that the file's name or its own name says, for features that say none. */
  readonly level: TerritorialLevel | null;
  /** Days that the file or its features state; more than one when they disagree. */
  readonly statedDays: readonly string[];
  /** Texts beside the features: name, licence, publisher. */
  readonly properties: Readonly<Record<string, string>>;
  /** The day in the name of the file, which is only a hint. */
  readonly dayInName: string | null;
}

export interface ReadOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

const featuresPerTurn = 50;

export async function readBoundaryFile(file: InputFile, { progress, signal }: ReadOptions): Promise<BoundaryFile> {
  const { name } = file;
  const { bytes, container, form, features: ranges, members } = readContent(file, shape, openContent);
  refuseOtherCrs(members['crs']);
  progress.stage('reading boundaries', ranges.length);
  const statedDays = new Set<string>();
  const ofFile = dayOfFile(members);
  if (ofFile !== null) statedDays.add(ofFile);
  const features: ReadFeature[] = [];
  for (const range of ranges) {
    if (features.length % featuresPerTurn === 0) {
      // Reading a large file takes seconds, in which the operator may want to stop.
      await nextTurn();
      signal?.throwIfAborted();
      progress.done(features.length);
    }
    const feature = readFeature(bytes, range, features.length + 1);
    const day = dayIn(feature.properties);
    if (ofFile === null && day !== null) statedDays.add(day);
    features.push(feature.read);
  }
  const ownName = typeof members['name'] === 'string' ? members['name'] : '';
  return {
    format: `${container}GeoJSON ${form}`,
    features,
    level: levelIn(ownName) ?? levelIn(name),
    statedDays: [...statedDays],
    properties: textsIn(members),
    dayInName: dayInName(ownName) ?? dayInName(name),
  };
}

const shape = { what: 'GeoJSON', hint: convert };

type OpenFile = ReturnType<typeof readContents> & Pick<Content, 'bytes' | 'container'>;

function openContent(content: Content): OpenFile {
  if (content.kind !== 'text') {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is no GeoJSON but a workbook.', convert);
  }
  const bytes = inUtf8(content.bytes);
  return { bytes, container: content.container, ...readContents(bytes) };
}

/** GeoJSON is UTF-8 (RFC 8259, 8.1), and is read as that byte by byte; a file in another encoding is written anew. */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const { encoding } = findEncoding(bytes);
  if (encoding !== 'utf-8') return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Members of the collection and of its metadata that are texts. */
function textsIn(members: Properties): Record<string, string> {
  const nested = [members, members['metadata'], members['properties']].flatMap((part) => Object.entries(part ?? {}));
  return Object.fromEntries(nested.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

interface Feature {
  readonly properties: Properties;
  readonly id: unknown;
  readonly geometry: unknown;
}

function readFeature(bytes: Uint8Array, range: JsonRange, row: number): { read: ReadFeature; properties: Properties } {
  let feature: Feature | null = null;
  try {
    feature = parseFeature(bytes, range);
    const boundary = readBoundary(bytes, range, row, feature);
    return { read: { row, boundary, fault: null, original: excerpt(feature) }, properties: feature.properties };
  } catch (fault) {
    if (!(fault instanceof FeatureFault)) throw fault;
    const original = feature === null ? beginning(bytes, range) : excerpt(feature);
    return { read: { row, boundary: null, fault, original }, properties: feature?.properties ?? {} };
  }
}

function readBoundary(bytes: Uint8Array, range: JsonRange, row: number, feature: Feature): NewBoundary {
  const polygons = readPolygons(feature.geometry);
  const text = geometryText(polygons);
  return {
    row,
    named: namedUnitOf(feature.properties, feature.id),
    ...boundsOf(polygons),
    areaKm2: areaKm2Of(polygons),
    geometrySha256: createHash('sha256').update(text).digest('hex'),
    // The text of all geometries together would be as long as the file, so each is made again when it is written.
    geometry: () => geometryText(readPolygons(parseFeature(bytes, range).geometry)),
  };
}

/** A Feature, or a bare geometry with its properties in it. */
function parseFeature(bytes: Uint8Array, range: JsonRange): Feature {
  const value = parseValue(bytes, range);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FeatureFault(null, 'It is no GeoJSON object. Give a Feature.');
  }
  const { type, id, geometry, properties, ...others } = value as Record<string, unknown>;
  const own = typeof properties === 'object' && properties !== null ? (properties as Properties) : {};
  if (type === 'Feature') return { id, geometry, properties: own };
  const { coordinates, ...foreign } = others;
  return { id, geometry: { type, coordinates }, properties: { ...foreign, ...own } };
}

function parseValue(bytes: Uint8Array, range: JsonRange): unknown {
  try {
    return storableValue(parseRange(bytes, range));
  } catch (cause) {
    // A SyntaxError quotes the text around the place; a TypeError describes bytes that are no UTF-8.
    const why = cause instanceof SyntaxError ? cause.message.slice(0, 120) : 'its text is not in UTF-8';
    throw new FeatureFault(null, `The feature cannot be read: ${why}. Write it again as JSON in UTF-8.`);
  }
}

const longestOriginal = 300;

/** What distinguishes features; their coordinates would fill the report. */
function excerpt({ id, geometry, properties }: Feature): string {
  const { type = null } = (geometry ?? {}) as { type?: unknown };
  const text = JSON.stringify({ ...(id === undefined ? {} : { id }), properties, geometry: geometry && { type } });
  return shortened(text);
}

function beginning(bytes: Uint8Array, { start, end }: JsonRange): string {
  return shortened(new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + longestOriginal + 3))));
}

function shortened(text: string): string {
  return text.length > longestOriginal ? `${text.slice(0, longestOriginal - 1)}…` : text;
}
