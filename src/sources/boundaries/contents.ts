/** The features of a GeoJSON file in any of its forms, each still unparsed, and what the file says of them all. */

import {
  elementsOf,
  endOfValue,
  isArrayAt,
  isObjectAt,
  type JsonRange,
  membersOf,
  parseRange,
  skipBlanks,
} from '#formats/json-ranges.ts';
import { RefusedFileError } from '#platform/errors.ts';

export interface GeoJsonContents {
  /** `FeatureCollection`, `GeoJSON sequence`, `Feature` or the type of a bare geometry. */
  readonly form: string;
  readonly features: readonly JsonRange[];
  /** The members of the collection beside its features: name, crs, metadata. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** All units of Poland at all levels are not 5,000; each feature costs a search of the registry. */
const maximalFeatures = 50_000;
/** Longer members beside the features hold no name, day or coordinate system. */
const maximalMember = 65_536;
const recordSeparator = 0x1e;
const lineFeed = 0x0a;

export function readContents(bytes: Uint8Array): GeoJsonContents {
  const start = skipBlanks(bytes, 0);
  if (start === bytes.length) throw new RefusedFileError('EMPTY', 'The file is empty.', 'Get it again.');
  if (bytes[start] === recordSeparator) return sequence(bytes, start, recordSeparator);
  if (!isObjectAt(bytes, start)) throw noGeoJson(bytes, start);
  const end = endOfValue(bytes, start);
  const next = skipBlanks(bytes, end);
  return next === bytes.length ? single(bytes, { start, end }) : sequence(bytes, start, lineFeed);
}

function single(bytes: Uint8Array, whole: JsonRange): GeoJsonContents {
  const members: Record<string, unknown> = {};
  let features: JsonRange[] | undefined;
  for (const { key, start, end } of membersOf(bytes, whole.start)) {
    if (key === 'features' && isArrayAt(bytes, start)) features = listed(elementsOf(bytes, start));
    else if (end - start <= maximalMember) members[key] = parseMember(bytes, { start, end });
  }
  if (features !== undefined) return { form: 'FeatureCollection', features, members };
  const { type } = members;
  if (type === 'Topology') {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The file is TopoJSON, not GeoJSON.',
      'Convert it, with `topo2geo` for example.',
    );
  }
  if (typeof type !== 'string') {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The JSON is no GeoJSON: it has no "type".', convert);
  }
  return { form: type, features: [whole], members: {} };
}

/** One feature a line (NDJSON), or each after a record separator (RFC 8142). */
function sequence(bytes: Uint8Array, start: number, separator: number): GeoJsonContents {
  return { form: 'GeoJSON sequence', features: listed(pieces(bytes, start, separator)), members: {} };
}

function* pieces(bytes: Uint8Array, start: number, separator: number): Generator<JsonRange> {
  for (let from = start; from < bytes.length; ) {
    const next = bytes.indexOf(separator, from);
    const end = next < 0 ? bytes.length : next;
    const begin = skipBlanks(bytes, from);
    if (begin < end) yield { start: begin, end };
    from = end + 1;
  }
}

function listed(ranges: Iterable<JsonRange>): JsonRange[] {
  const features: JsonRange[] = [];
  for (const range of ranges) {
    features.push(range);
    if (features.length > maximalFeatures) {
      const message = `The file has more than ${maximalFeatures} features; Poland has fewer than 5,000 units.`;
      throw new RefusedFileError('TOO_LARGE', message, 'Is it the right file?');
    }
  }
  return features;
}

function parseMember(bytes: Uint8Array, range: JsonRange): unknown {
  try {
    return parseRange(bytes, range);
  } catch (cause) {
    const message = `The JSON is malformed between the bytes ${range.start + 1} and ${range.end}.`;
    throw new RefusedFileError('UNREADABLE', message, 'Get it again, or fix it.', { cause });
  }
}

export const convert =
  'Give a FeatureCollection of Polygons and MultiPolygons; ogr2ogr -f GeoJSON makes one of other formats.';

function noGeoJson(bytes: Uint8Array, start: number): RefusedFileError {
  const beginning = new TextDecoder().decode(bytes.subarray(start, start + 40));
  const what = /^PK/.test(beginning) ? 'an archive' : beginning.startsWith('<') ? 'XML or HTML' : 'something else';
  return new RefusedFileError('UNKNOWN_FORMAT', `The file is no GeoJSON but ${what}.`, convert);
}
