/** Stated values on their way into the database: resolved, numbered, copied into a table that lives for one transaction. */
import type { ClientBase } from 'pg';
import { copyIn } from '#platform/database/copy.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { flags } from '../flags.ts';
import { levelNumbers } from '../levels.ts';
import type { StatedValue } from '../model.ts';
import { lastDayOf } from '../period.ts';
import type { DimensionIds } from './dimension-ids.ts';
import type { SubjectFinder } from './find-subject.ts';
import type { SubjectIds } from './subjects.ts';
import type { WrittenDefinitions } from './write-definitions.ts';

/** A row of a source, with its text for the list of what could not be taken. */
export interface SourceRow {
  readonly number: number;
  readonly text: string;
}

export type Statement =
  | { readonly kind: 'value'; readonly value: StatedValue; readonly source: SourceRow }
  | { readonly kind: 'reject'; readonly column: string | null; readonly reason: string; readonly source: SourceRow };

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

const createTable = `
  CREATE TEMPORARY TABLE staged_observation (
    value double precision, metric_id int NOT NULL, dimension_id int NOT NULL, period int NOT NULL,
    subject_id int NOT NULL, ordinal int NOT NULL, "row" int NOT NULL, facet_id int NOT NULL, level smallint NOT NULL,
    flag smallint NOT NULL, moved boolean NOT NULL DEFAULT false, verbatim text NOT NULL, mark text, "column" text
  ) ON COMMIT DROP`;

const columns =
  'value, metric_id, dimension_id, period, subject_id, ordinal, "row", facet_id, level, flag, verbatim, mark, "column"';

export async function stage(
  client: ClientBase,
  staging: Staging,
  statements: Iterable<Statement>,
  onProgress: (records: number) => void,
): Promise<Staged> {
  await client.query(createTable);
  const lines = new StagingLines(staging, onProgress);
  await copyIn(client, `staged_observation (${columns})`, lines.of(statements));
  return lines;
}

const progressEvery = 10_000;

class StagingLines implements Staged {
  readonly rejected: RejectedRow[] = [];
  records = 0;
  readonly #staging: Staging;
  readonly #onProgress: (records: number) => void;
  readonly #lastDays = new Map<number, string>();

  constructor(staging: Staging, onProgress: (records: number) => void) {
    this.#staging = staging;
    this.#onProgress = onProgress;
  }

  *of(statements: Iterable<Statement>): Generator<string> {
    for (const statement of statements) {
      this.records += 1;
      if (this.records % progressEvery === 0) this.#onProgress(this.records);
      if (statement.kind === 'reject') this.#reject(statement.source, statement.column, statement.reason);
      else yield* this.#line(statement.value, statement.source);
    }
  }

  #reject(source: SourceRow, column: string | null, reason: string): void {
    this.rejected.push({ row: source.number, column, reason, original: source.text });
  }

  *#line(stated: StatedValue, source: SourceRow): Generator<string> {
    const { definitions, finder, subjects, dimensions } = this.#staging;
    const metric = definitions.metrics.get(stated.metric);
    const facet = definitions.facets.get(stated.metric);
    if (metric === undefined || facet === undefined) throw new Error(`The metric ${stated.metric} was not defined`);
    const found = finder.find(stated.code, stated.level, this.#lastDay(stated.period));
    if ('reason' in found) return this.#reject(source, 'code', found.reason);
    const subject = subjects.idOf(found, stated.name);
    const dimension = dimensions.idOf(metric, stated.dimensions);
    const numbers = `${stated.value ?? '\\N'}\t${metric.id}\t${dimension}\t${stated.period}\t${subject}\t${this.records}`;
    const codes = `${source.number}\t${facet.id}\t${levelNumbers[found.level]}\t${flags[stated.flag].number}`;
    yield `${numbers}\t${codes}\t${copyText(stated.verbatim)}\t${copyText(stated.mark)}\t${copyText(stated.column)}\n`;
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

/** PostgreSQL has no text with a NUL in it, but a damaged file may. */
function copyText(text: string | null): string {
  if (text === null) return '\\N';
  return /[\\\t\n\r\0]/.test(text) ? text.replaceAll('\0', '\uFFFD').replaceAll(/[\\\t\n\r]/g, escaped) : text;
}

function escaped(character: string): string {
  return { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character] ?? character;
}
