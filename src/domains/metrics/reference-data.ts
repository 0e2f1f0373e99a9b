/** Every metric with its facets, dimensions and slices, and every subject that has observations: reference data of a release. */
import type { FacetDefinition, MetricDefinition, SubjectType } from './model.ts';

export interface Metric extends MetricDefinition {
  readonly id: number;
  /** Null until the metric that it is weighted by is loaded. */
  readonly weightMetricId: number | null;
  readonly changedIn: number;
}

export interface Facet extends FacetDefinition {
  readonly id: number;
  readonly metricId: number;
}

export interface DimensionKey {
  readonly id: number;
  readonly metricId: number;
  /** `age=0-14;sex=female`, dimensions in alphabetical order; empty for the total. */
  readonly key: string;
}

export interface Subject {
  readonly id: number;
  readonly type: SubjectType;
  readonly key: string;
  readonly name: string | null;
}

/** The observations of a metric that differ only in their subjects. */
export interface SliceKey {
  readonly metricId: number;
  readonly facetId: number;
  readonly level: number;
  readonly dimensionId: number;
  readonly period: number;
}

export interface SliceInfo extends SliceKey {
  readonly stated: number;
  readonly valued: number;
  readonly changedIn: number;
}

export interface MetricReferenceRows {
  readonly metrics: readonly Metric[];
  readonly facets: readonly Facet[];
  readonly keys: readonly DimensionKey[];
  readonly subjects: readonly Subject[];
  readonly slices: readonly SliceInfo[];
  /** The id of the source of each release. */
  readonly sources: readonly { readonly release: number; readonly sourceId: string }[];
}

/** The id of the dimension key that means the total of all dimensions. */
export const totalKey = 0;

export class MetricReferenceData {
  readonly rows: MetricReferenceRows;
  readonly #byCode: ReadonlyMap<string, Metric>;
  readonly #byId: ReadonlyMap<number, Metric>;
  readonly #facets: ReadonlyMap<number, readonly Facet[]>;
  readonly #facetById: ReadonlyMap<number, Facet>;
  readonly #slices: ReadonlyMap<number, readonly SliceInfo[]>;
  readonly #keys: ReadonlyMap<number, readonly DimensionKey[]>;
  readonly #keyById: ReadonlyMap<number, DimensionKey>;
  readonly #subjects: ReadonlyMap<number, Subject>;
  readonly #sources: ReadonlyMap<number, string>;
  readonly #defaults = new Map<number, ReadonlyMap<string, Facet>>();
  #subjectNames: ReadonlyMap<string, number> | undefined;

  constructor(rows: MetricReferenceRows) {
    this.rows = rows;
    this.#byCode = new Map(rows.metrics.map((metric) => [metric.code, metric]));
    this.#byId = new Map(rows.metrics.map((metric) => [metric.id, metric]));
    this.#facets = Map.groupBy(rows.facets.toSorted(byPreference(rows.slices)), ({ metricId }) => metricId);
    this.#facetById = new Map(rows.facets.map((facet) => [facet.id, facet]));
    this.#slices = Map.groupBy(rows.slices, ({ metricId }) => metricId);
    this.#keys = Map.groupBy(rows.keys, ({ metricId }) => metricId);
    this.#keyById = new Map(rows.keys.map((key) => [key.id, key]));
    this.#sources = new Map(rows.sources.map(({ release, sourceId }) => [release, sourceId]));
    this.#subjects = new Map(rows.subjects.map((subject) => [subject.id, subject]));
  }

  metric(code: string): Metric | undefined {
    return this.#byCode.get(code);
  }

  metricById(id: number): Metric | undefined {
    return this.#byId.get(id);
  }

  /** The default facet first, faulty ones last. */
  facets(metric: Metric): readonly Facet[] {
    return this.#facets.get(metric.id) ?? [];
  }

  facet(id: number): Facet | undefined {
    return this.#facetById.get(id);
  }

  slices(metric: Metric): readonly SliceInfo[] {
    return this.#slices.get(metric.id) ?? [];
  }

  /** The publication that answers where none is named; undefined where no reliable one states such observations. */
  defaultFacet(metric: Metric, level: number, dimensionId: number, period: number): Facet | undefined {
    let defaults = this.#defaults.get(metric.id);
    if (defaults === undefined) {
      defaults = defaultFacets(this.facets(metric), this.slices(metric));
      this.#defaults.set(metric.id, defaults);
    }
    return defaults.get(`${level} ${dimensionId} ${period}`);
  }

  keys(metric: Metric): readonly DimensionKey[] {
    return this.#keys.get(metric.id) ?? [];
  }

  key(id: number): DimensionKey | undefined {
    return this.#keyById.get(id);
  }

  /** Undefined where no observation has such values of dimensions. */
  dimensionId(metricId: number, key: string): number | undefined {
    if (key === '') return totalKey;
    return this.#keys.get(metricId)?.find((known) => known.key === key)?.id;
  }

  /** Observations of a metric, those without a value included. */
  observationCount(metricId: number): number {
    return (this.#slices.get(metricId) ?? []).reduce((sum, { stated }) => sum + stated, 0);
  }

  sourceOf(release: number): string {
    return this.#sources.get(release) ?? '';
  }

  subject(id: number): Subject | undefined {
    return this.#subjects.get(id);
  }

  /** Its type and key. Where registers showed that two units are one, both subjects stay, and the later adds its number. */
  subjectName(id: number): string {
    const subject = this.#subjects.get(id);
    const name = `${subject?.type}:${subject?.key}`;
    return this.#namedSubjects.get(name) === id ? name : `${name}~${id}`;
  }

  subjectNamed(name: string): number | undefined {
    return this.#namedSubjects.get(name);
  }

  get #namedSubjects(): ReadonlyMap<string, number> {
    if (this.#subjectNames === undefined) {
      const names = new Map<string, number>();
      for (const { id, type, key } of this.rows.subjects) {
        const name = `${type}:${key}`;
        names.set(names.has(name) ? `${name}~${id}` : name, id);
      }
      this.#subjectNames = names;
    }
    return this.#subjectNames;
  }
}

/** Of one rank the publication with the most values comes first, so that series change publications as little as they can. */
function byPreference(slices: readonly SliceInfo[]): (a: Facet, b: Facet) => number {
  const values = new Map<number, number>();
  for (const { facetId, valued } of slices) values.set(facetId, (values.get(facetId) ?? 0) + valued);
  const faulty = ({ reliability }: Facet): number => (isFaulty({ reliability }) ? 1 : 0);
  const count = ({ id }: Facet): number => values.get(id) ?? 0;
  return (a, b) => faulty(a) - faulty(b) || a.rank - b.rank || count(b) - count(a) || a.id - b.id;
}

export function isFaulty({ reliability }: Pick<Facet, 'reliability'>): boolean {
  return reliability === 'FAULTY';
}

/** By level, dimensions and period the first publication with values there, or else the first that states that there are none. */
function defaultFacets(facets: readonly Facet[], slices: readonly SliceInfo[]): Map<string, Facet> {
  const ofFacet = Map.groupBy(slices, ({ facetId }) => facetId);
  const defaults = new Map<string, Facet>();
  for (const hasValues of [true, false]) {
    for (const facet of facets.filter((one) => !isFaulty(one))) {
      for (const { level, dimensionId, period, valued } of ofFacet.get(facet.id) ?? []) {
        const key = `${level} ${dimensionId} ${period}`;
        if (valued > 0 === hasValues && !defaults.has(key)) defaults.set(key, facet);
      }
    }
  }
  return defaults;
}

/** `age=0-14;sex=female` from the codes of dimensions and values. */
export function canonicalKey(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([dimension, value]) => `${dimension}=${value}`)
    .sort()
    .join(';');
}

export function valuesOfKey(key: string): [dimension: string, value: string][] {
  if (key === '') return [];
  return key.split(';').map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at), part.slice(at + 1)];
  });
}
