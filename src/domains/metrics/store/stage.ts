/** Stated values on their way into the database: resolved, numbered, copied into a table that lives for one transaction. */
import type { ClientBase } from 'pg';
import { copyIntoStaging } from '#platform/database/copy.ts';
import { execute } from '#platform/database/index.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { flags } from '../flags.ts';
import { levelNumbers } from '../levels.ts';
import type { StatedValue } from '../model.ts';
import { lastDayOf } from '../period.ts';
import type { DimensionIds } from './dimension-ids.ts';
import type { SubjectFinder } from './find-subject.ts';
import { createStagedTable, type StagedObservation, stagedColumns } from './staged-table.ts';
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
}

export async function stage(
  client: ClientBase,
  staging: Staging,
  statements: Iterable<Statement>,
  onProgress: (records: number) => void,
): Promise<Staged> {
  await execute(client, createStagedTable);
  const staged = new StagedRows(staging, onProgress);
  await copyIntoStaging(client, 'staged_observation', stagedColumns, staged.of(statements));
  return staged;
}

const progressEvery = 10_000;

class StagedRows implements Staged {
  readonly rejected: RejectedRow[] = [];
  records = 0;
  readonly #staging: Staging;
  readonly #onProgress: (records: number) => void;
  readonly #lastDays = new Map<number, string>();

  constructor(staging: Staging, onProgress: (records: number) => void) {
    this.#staging = staging;
    this.#onProgress = onProgress;
  }

  *of(statements: Iterable<Statement>): Generator<StagedObservation> {
    for (const statement of statements) {
      this.records += 1;
      if (this.records % progressEvery === 0) this.#onProgress(this.records);
      if (statement.kind === 'reject') this.#reject(statement.source, statement.column, statement.reason);
      else {
        const row = this.#row(statement.value, statement.source);
        if (row !== null) yield row;
      }
    }
  }

  #reject(source: SourceRow, column: string | null, reason: string): null {
    this.rejected.push({ row: source.number, column, reason, original: source.text });
    return null;
  }

  #row(stated: StatedValue, source: SourceRow): StagedObservation | null {
    const { definitions, finder, subjects, dimensions } = this.#staging;
    const metric = definitions.metrics.get(stated.metric);
    const facet = definitions.facets.get(stated.metric);
    if (metric === undefined || facet === undefined) throw new Error(`The metric ${stated.metric} was not defined`);
    const found = finder.find(stated.code, stated.level, this.#lastDay(stated.period), stated.names);
    if ('reason' in found) return this.#reject(source, 'code', found.reason);
    const subject = subjects.idOf(found, stated.name);
    const dimension = dimensions.idOf(metric, stated.dimensions);
    return {
      value: stated.value,
      metric_id: metric.id,
      dimension_id: dimension,
      period: stated.period,
      subject_id: subject,
      ordinal: this.records,
      row: source.number,
      facet_id: facet.id,
      level: levelNumbers[found.level],
      flag: flags[stated.flag].number,
      verbatim: stated.verbatim,
      mark: stated.mark,
      column: stated.column,
    };
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
