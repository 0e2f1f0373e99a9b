/** Stated values on their way into the database: resolved, numbered, copied into a table that lives for one transaction. */
import type { ClientBase } from 'pg';
import { copyIntoStaging, copyLines, copyText } from '#platform/database/copy.ts';
import { execute } from '#platform/database/index.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { flags } from '../flags.ts';
import { levelNumbers } from '../levels.ts';
import type { StatedValue } from '../model.ts';
import { lastDayOf } from '../period.ts';
import type { Metric } from '../reference-data.ts';
import type { DimensionIds } from './dimension-ids.ts';
import type { FoundSubject, SubjectFinder } from './find-subject.ts';
import { Slices } from './slices.ts';
import { createStagedObservations, createStagedSlices, observationColumns, sliceColumns } from './staged-table.ts';
import type { SourceRow, Statement } from './stated-row.ts';
import type { SubjectIds } from './subjects.ts';
import type { WrittenDefinitions } from './write-definitions.ts';

export type { SourceRow, Statement } from './stated-row.ts';

export interface Staging {
  readonly definitions: WrittenDefinitions;
  readonly finder: SubjectFinder;
  readonly subjects: SubjectIds;
  readonly dimensions: DimensionIds;
}

export interface Staged {
  readonly records: number;
  readonly rejected: RejectedRow[];
  /** Whether one subject may have several values of one thing. */
  readonly mayRepeat: boolean;
}

export async function stage(
  client: ClientBase,
  staging: Staging,
  statements: Iterable<Statement>,
  onProgress: (records: number) => void,
): Promise<Staged> {
  await execute(client, createStagedObservations);
  await execute(client, createStagedSlices);
  const staged = new StagedRows(staging, onProgress);
  await copyLines(client, 'staged_observation', observationColumns, staged.lines(statements));
  await copyIntoStaging(client, 'staged_slice', sliceColumns, staged.slices.rows);
  return { records: staged.records, rejected: staged.rejected, mayRepeat: staged.slices.mayRepeat };
}

const progressEvery = 10_000;

/** A subject as it is stored: thousands of values are of each. */
interface StoredSubject {
  readonly id: number;
  readonly level: number;
  /** The level of a metric that has one value for a city with powiat rights. */
  readonly levelOfCity: number;
}

class StagedRows {
  readonly rejected: RejectedRow[] = [];
  readonly slices = new Slices();
  records = 0;
  readonly #staging: Staging;
  readonly #onProgress: (records: number) => void;
  readonly #lastDays = new Map<number, string>();
  readonly #stored = new Map<FoundSubject, StoredSubject>();

  constructor(staging: Staging, onProgress: (records: number) => void) {
    this.#staging = staging;
    this.#onProgress = onProgress;
  }

  /** Lines of COPY, in the order of `observationColumns`. */
  *lines(statements: Iterable<Statement>): Generator<string> {
    for (const statement of statements) {
      this.records += 1;
      if (this.records % progressEvery === 0) this.#onProgress(this.records);
      if (statement.kind === 'reject') this.#reject(statement.source, statement.column, statement.reason);
      else {
        const line = this.#line(statement.value, statement.source);
        if (line !== null) yield line;
      }
    }
  }

  #reject(source: SourceRow, column: string | null, reason: string): null {
    this.rejected.push({ row: source.number, column, reason, original: source.text });
    return null;
  }

  #line(stated: StatedValue, source: SourceRow): string | null {
    const { definitions, finder, dimensions } = this.#staging;
    const metric = definitions.metrics.get(stated.metric);
    const facet = definitions.facets.get(stated.metric);
    if (metric === undefined || facet === undefined) throw new Error(`The metric ${stated.metric} was not defined`);
    const found = finder.find(stated.code, stated.level, this.#lastDay(stated.period), stated.names);
    if ('reason' in found) return this.#reject(source, 'code', found.reason);
    const subject = this.#subject(found, stated.name);
    const level = levelIn(metric, subject);
    const { period, value, verbatim, mark } = stated;
    const dimensionId = dimensions.idOf(metric, stated.dimensions);
    const key = { metricId: metric.id, facetId: facet.id, level, dimensionId, period };
    const slice = this.slices.add(key, subject.id, value !== null);
    const moved = level === subject.level ? 'f' : 't';
    return `${this.records}\t${slice}\t${subject.id}\t${value ?? '\\N'}\t${flags[stated.flag].number}\t${moved}\t${copyText(verbatim)}\t${mark === null ? '\\N' : copyText(mark)}\n`;
  }

  #subject(found: FoundSubject, name: string | undefined): StoredSubject {
    const known = this.#stored.get(found);
    if (known !== undefined) return known;
    const { subjects } = this.#staging;
    const level = levelNumbers[found.level];
    const levelOfCity = found.level === 'POWIAT' && subjects.isCity(found) ? levelNumbers.GMINA : level;
    const stored = { id: subjects.idOf(found, name), level, levelOfCity };
    this.#stored.set(found, stored);
    return stored;
  }

  #lastDay(period: number): string {
    let day = this.#lastDays.get(period);
    if (day === undefined) {
      day = lastDayOf(period);
      this.#lastDays.set(period, day);
    }
    return day;
  }
}

/**
 * A city with powiat rights is one community: a metric that has one value for it is kept at GMINA, whichever of its
 * two codes the source writes. Where the source states different values at both, they stay two.
 */
function levelIn({ cityLevels }: Metric, { level, levelOfCity }: StoredSubject): number {
  return cityLevels === 'ONE' ? levelOfCity : level;
}
