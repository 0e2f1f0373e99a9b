/** Ids of combinations of dimension values; values that no definition names are added under a code of their label. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import type { DimensionValue } from '../model.ts';
import { canonicalKey, type DimensionKey, type Metric, type MetricReferenceData, totalKey } from '../reference-data.ts';
import { codeOfLabel, isTotal } from '../text.ts';
import { writeValues } from './write-definitions.ts';

/** A statement takes at most 65,535 parameters. */
const keysAtOnce = 5_000;

export class DimensionIds {
  readonly #ids = new Map<string, number>();
  readonly #asStated = new Map<string, number>();
  readonly #addedKeys: DimensionKey[] = [];
  /** By metric and dimension. */
  readonly #values = new Map<string, Map<string, DimensionValue>>();
  readonly #addedValues = new Map<string, { metricId: number; dimension: string; values: DimensionValue[] }>();
  #next = 1;

  constructor(known: MetricReferenceData) {
    for (const { id, metricId, key } of known.rows.keys) {
      this.#ids.set(`${metricId} ${key}`, id);
      this.#next = Math.max(this.#next, id + 1);
    }
  }

  /** The values are codes, or labels of which codes are made. */
  idOf(metric: Metric, stated: Readonly<Record<string, string>>): number {
    let lookup = String(metric.id);
    for (const dimension in stated) lookup += `\0${dimension}\0${stated[dimension]}`;
    let id = this.#asStated.get(lookup);
    if (id === undefined) {
      id = this.#idOfKey(metric, canonicalKey(this.#codes(metric, stated)));
      this.#asStated.set(lookup, id);
    }
    return id;
  }

  #idOfKey({ id: metricId }: Metric, key: string): number {
    if (key === '') return totalKey;
    const known = this.#ids.get(`${metricId} ${key}`);
    if (known !== undefined) return known;
    const id = this.#next;
    this.#next += 1;
    this.#ids.set(`${metricId} ${key}`, id);
    this.#addedKeys.push({ id, metricId, key });
    return id;
  }

  #codes(metric: Metric, stated: Readonly<Record<string, string>>): Record<string, string> {
    const codes: Record<string, string> = {};
    for (const [dimension, label] of Object.entries(stated)) {
      const values = this.#valuesOf(metric, dimension);
      if (!values.has(label) && isTotal(label)) continue;
      const code = values.has(label) ? label : codeOfLabel(label);
      if (!values.has(code)) this.#add(metric, dimension, { code, namePl: label, nameEn: null });
      codes[dimension] = code;
    }
    return codes;
  }

  #valuesOf(metric: Metric, dimension: string): Map<string, DimensionValue> {
    const lookup = `${metric.id} ${dimension}`;
    let values = this.#values.get(lookup);
    if (values === undefined) {
      const defined = metric.dimensions.find(({ code }) => code === dimension)?.values ?? [];
      values = new Map(defined.map((value) => [value.code, value]));
      this.#values.set(lookup, values);
    }
    return values;
  }

  #add(metric: Metric, dimension: string, value: DimensionValue): void {
    this.#valuesOf(metric, dimension).set(value.code, value);
    const lookup = `${metric.id} ${dimension}`;
    const added = this.#addedValues.get(lookup);
    if (added === undefined) this.#addedValues.set(lookup, { metricId: metric.id, dimension, values: [value] });
    else added.values.push(value);
  }

  async write(client: ClientBase): Promise<void> {
    for (const { metricId, dimension, values } of this.#addedValues.values()) {
      await execute(
        client,
        query
          .insertInto('metric_dimension')
          .values({ metric_id: metricId, ordinal: 0, code: dimension, name_pl: dimension })
          .onConflict((conflict) => conflict.doNothing()),
      );
      await writeValues(client, metricId, dimension, values);
    }
    const keys = this.#addedKeys.map(({ id, metricId, key }) => ({ id, metric_id: metricId, key }));
    for (let start = 0; start < keys.length; start += keysAtOnce) {
      const some = keys.slice(start, start + keysAtOnce);
      await execute(client, query.insertInto('metric_dimension_key').values(some));
    }
  }
}
