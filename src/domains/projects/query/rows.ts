/**
 * Projects as they are read from the database: flat, amounts and days as text. Amounts have all the zeros that their
 * column has: moneyOf takes the zeros off.
 */
import type { Context } from '#graphql/context.ts';
import type { ProgrammingPeriod, ProjectList } from '../model.ts';
import type { FoundPlace } from '../places/resolve.ts';

export interface PlaceRow extends Omit<FoundPlace, 'problem'> {
  readonly ordinal: number;
}

export interface ProjectRow {
  readonly id: string;
  readonly period: ProgrammingPeriod;
  readonly list: ProjectList;
  readonly contractNumber: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly programmeId: string | null;
  readonly priorityId: string | null;
  readonly measureId: string | null;
  readonly submeasureId: string | null;
  readonly fund: string | null;
  readonly currency: string;
  readonly value: string | null;
  readonly eligibleCost: string | null;
  readonly publicSupport: string | null;
  readonly euContribution: string | null;
  readonly euRate: string | null;
  readonly euroRate: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly signedOn: string | null;
  readonly isCompleted: boolean | null;
  readonly theme: string | null;
  readonly occurrences: number;
  readonly sourceId: string;
  readonly changedIn: number;
  readonly places: readonly PlaceRow[];
}

/** How the columns of a row are read, and the fields for which each is; one without fields always is. */
type Columns<Row> = {
  readonly [K in keyof Row]: {
    readonly sql: string | ((fields: Fields) => string);
    readonly fields?: readonly string[];
  };
};

/** The names of the fields that a document asks for anywhere. */
type Fields = Context['fields'];

const ofPlaces: Columns<PlaceRow> = {
  ordinal: { sql: 'l.ordinal', fields: ['matches'] },
  kind: { sql: 'l.kind', fields: ['kind', 'isWholeCountry'] },
  text: { sql: 'l.text', fields: ['text', 'matches'] },
  unitId: { sql: 'l.unit_id', fields: ['unit', 'matches'] },
  method: { sql: 'l.method', fields: ['method'] },
  confidence: { sql: 'l.confidence', fields: ['confidence'] },
  candidates: { sql: 'l.candidates', fields: ['candidates', 'matches'] },
};

const tree = ['programme', 'programmePath'];

const ofProjects: Columns<ProjectRow> = {
  id: { sql: 'p.id' },
  period: { sql: 'p.period', fields: ['period'] },
  list: { sql: 'p.list', fields: ['list', 'originalRow'] },
  contractNumber: { sql: 'p.contract_number', fields: ['contractNumber'] },
  title: { sql: 'p.title', fields: ['title'] },
  titleEn: { sql: 'p.title_en', fields: ['title'] },
  programmeId: { sql: 'p.programme_id', fields: tree },
  priorityId: { sql: 'p.priority_id', fields: ['programmePath'] },
  measureId: { sql: 'p.measure_id', fields: ['programmePath'] },
  submeasureId: { sql: 'p.submeasure_id', fields: ['programmePath'] },
  fund: { sql: 'p.fund', fields: ['fund'] },
  currency: { sql: 'p.currency', fields: ['currency', 'inEuro'] },
  value: { sql: 'p.value', fields: ['value', 'inEuro'] },
  eligibleCost: { sql: 'p.eligible_cost', fields: ['eligibleCost'] },
  publicSupport: { sql: 'p.public_support', fields: ['publicSupport'] },
  euContribution: { sql: 'p.eu_contribution', fields: ['euContribution', 'inEuro'] },
  euRate: { sql: 'p.eu_rate', fields: ['euRate'] },
  euroRate: { sql: 'p.euro_rate', fields: ['inEuro'] },
  startsOn: { sql: 'p.starts_on::text', fields: ['startsOn'] },
  endsOn: { sql: 'p.ends_on::text', fields: ['endsOn'] },
  signedOn: { sql: 'p.signed_on::text', fields: ['signedOn'] },
  isCompleted: { sql: 'p.is_completed', fields: ['isCompleted'] },
  theme: { sql: 'p.theme', fields: ['theme'] },
  occurrences: { sql: 'p.occurrences', fields: ['occurrences'] },
  sourceId: { sql: 'p.source_id', fields: ['source'] },
  changedIn: { sql: 'p.changed_in', fields: ['release'] },
  places: { sql: placesColumn, fields: ['places', 'isWholeCountry', 'matches'] },
};

/** A project has a place or two: in its own row they cost a third of what a second statement does. */
function placesColumn(fields: Fields): string {
  const pairs = wantedOf(ofPlaces, fields).map(([name, sql]) => `'${name}', ${sql}`);
  return `(SELECT coalesce(json_agg(json_build_object(${pairs.join(', ')}) ORDER BY l.ordinal), '[]')
    FROM project_place l WHERE l.project_id = p.id)`;
}

const chosen = new WeakMap<Fields, string>();

/** The columns of `project p` that a document can ask for; the others of a row are not there. */
export function projectColumns({ fields }: Pick<Context, 'fields'>): string {
  const known = chosen.get(fields);
  if (known !== undefined) return known;
  const text = wantedOf(ofProjects, fields)
    .map(([name, sql]) => `${sql} AS "${name}"`)
    .join(', ');
  chosen.set(fields, text);
  return text;
}

function wantedOf<Row>(columns: Columns<Row>, fields: Fields): [name: string, sql: string][] {
  return Object.entries<Columns<Row>[keyof Row]>(columns)
    .filter(([, { fields: of }]) => of === undefined || of.some((field) => fields.has(field)))
    .map(([name, { sql }]) => [name, typeof sql === 'string' ? sql : sql(fields)]);
}
