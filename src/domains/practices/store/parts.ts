/** The tables of what belongs to entries: a list in the practices format is the rows of one of them. */
import type { Tables } from '#platform/database/index.ts';
import { asBytea } from '#platform/list-keys.ts';
import type { Content } from '../content.ts';
import { presentationKey } from '../list-keys.ts';
import type { RecordKind } from '../model.ts';
import { type Field, FieldsOf, type Row } from './fields.ts';

/** What a part belongs to: an entry, or another part of it. */
export interface Owner {
  /** As ids of parts begin: `practice/deaf-help`. */
  readonly path: string;
  /** The value of the column that leads to it. */
  readonly key: string;
  readonly entrySlug: string;
  readonly entryKey: Buffer;
  /** Its place in its own list, from 1. */
  readonly ordinal: number;
}

export interface Part {
  /** The list in the content of its owner. */
  readonly property: string;
  readonly table: keyof Tables;
  readonly primaryKey: readonly string[];
  /** The column that leads to its owner. */
  readonly ownerColumn: string;
  readonly fields: readonly Field[];
  /** Set where the list holds plain values, each of which is one column. */
  readonly isPlain?: boolean;
  /** Columns besides its fields, ordinal and owner. */
  derive?(owner: Owner, ordinal: number, item: Content): Row;
  /** Of an item whose own parts lead to it: their key, and how their ids begin. */
  keyOf?(owner: Owner, item: Content): string;
  readonly parts?: readonly Part[];
}

type Column<T extends keyof Tables> = keyof Tables[T] & string;

function part<T extends keyof Tables>(
  table: T,
  property: string,
  ownerColumn: Column<T>,
  primaryKey: readonly Column<T>[],
  fields: (columns: FieldsOf<T>) => readonly Field[],
  more: Pick<Part, 'isPlain' | 'derive' | 'keyOf' | 'parts'> = {},
): Part {
  return { table, property, ownerColumn, primaryKey, fields: fields(new FieldsOf<T>()), ...more };
}

const withId = ({ path }: Owner, ordinal: number): Row => ({ id: `${path}/${ordinal}` });
const withListKey = ({ entryKey }: Owner): Row => ({ list_key: asBytea(entryKey) });
const withBoth = (owner: Owner, ordinal: number): Row => ({ ...withId(owner, ordinal), ...withListKey(owner) });

function citationUses(ownerColumn: Column<'citation_use'>): Part {
  return part('citation_use', 'citations', ownerColumn, ['id'], (columns) => [columns.value('', 'citation_slug')], {
    isPlain: true,
    derive: withBoth,
  });
}

function organisers(ownerColumn: Column<'organiser'>): Part {
  const fields = (columns: FieldsOf<'organiser'>) => [
    columns.value('role', 'role'),
    columns.value('office', 'office_id'),
    columns.text('organisation', 'organisation_pl', 'organisation_en'),
  ];
  return part('organiser', 'organisers', ownerColumn, ['id'], fields, { derive: withBoth });
}

function materials(ownerColumn: Column<'material'>): Part {
  const fields = (columns: FieldsOf<'material'>) => [
    columns.value('type', 'type'),
    columns.text('title', 'title_pl', 'title_en'),
    columns.value('url', 'url'),
    columns.value('licence', 'licence'),
  ];
  return part('material', 'materials', ownerColumn, ['id'], fields, { derive: withId });
}

function numbers(property: string, ownerColumn: Column<'planned_number'>): Part {
  const fields = (columns: FieldsOf<'planned_number'>) => [
    columns.value('of', 'counted'),
    columns.value('planned', 'planned'),
    columns.value('plannedCitation', 'planned_citation_slug'),
    columns.value('actual', 'actual'),
    columns.value('actualCitation', 'actual_citation_slug'),
  ];
  return part('planned_number', property, ownerColumn, ['id'], fields, { derive: withId });
}

function evidence(ownerColumn: Column<'evidence'>): Part {
  const fields = (columns: FieldsOf<'evidence'>) => [
    columns.text('title', 'title_pl', 'title_en'),
    columns.value('url', 'url'),
    columns.value('metric', 'metric_code'),
    columns.value('unit', 'unit_id'),
    columns.value('office', 'office_id'),
    columns.value('dimensions', 'dimensions'),
    columns.object('baseline', [columns.value('period', 'baseline_period'), columns.value('value', 'baseline_value')]),
    columns.object('target', [columns.value('period', 'target_period'), columns.value('value', 'target_value')]),
  ];
  return part('evidence', 'evidence', ownerColumn, ['id'], fields, { derive: withId });
}

const presenters = part(
  'presenter',
  'offices',
  'presentation_id',
  ['presentation_id', 'ordinal'],
  (columns) => [
    columns.value('office', 'office_id'),
    columns.text('organisation', 'organisation_pl', 'organisation_en'),
  ],
  { derive: (owner) => ({ event_slug: owner.entrySlug, ...withListKey(owner) }) },
);

/** A source may say that nobody of note shows a practice; where it says nothing, its owners do. */
const statedPresenters: Field = {
  property: 'offices',
  columns: ['states_presenters'],
  toRow: (offices) => ({ states_presenters: offices !== undefined }),
  fromRow: ({ states_presenters: isStated }) => (isStated === true ? [] : undefined),
};

const presentations = part(
  'presentation',
  'presentations',
  'session_id',
  ['id'],
  (columns) => [columns.value('practice', 'practice_slug'), statedPresenters],
  {
    derive: (session, ordinal, item) => ({
      id: `${session.key}/${item['practice']}`,
      event_slug: session.entrySlug,
      list_key: asBytea(presentationKey(session.entryKey, session.ordinal, ordinal)),
    }),
    keyOf: (session, item) => `${session.key}/${item['practice']}`,
    parts: [presenters, materials('presentation_id')],
  },
);

const sessions = part(
  'event_session',
  'sessions',
  'event_slug',
  ['id'],
  (columns) => [
    columns.value('slug', 'slug'),
    columns.text('theme', 'theme_pl', 'theme_en'),
    columns.value('topic', 'topic_slug'),
  ],
  {
    derive: (event, _ordinal, item) => ({ id: `${event.key}/${item['slug']}`, ...withListKey(event) }),
    keyOf: (event, item) => `${event.key}/${item['slug']}`,
    parts: [presentations],
  },
);

const practiceOffices = part(
  'practice_office',
  'offices',
  'practice_slug',
  ['practice_slug', 'ordinal'],
  (columns) => [
    columns.value('role', 'role'),
    columns.value('office', 'office_id'),
    columns.text('organisation', 'organisation_pl', 'organisation_en'),
  ],
  { derive: withListKey },
);

const practiceTopics = part(
  'practice_topic',
  'topics',
  'practice_slug',
  ['practice_slug', 'topic_slug'],
  (columns) => [columns.value('', 'topic_slug')],
  { isPlain: true, derive: withListKey },
);

const practicePlaces = part(
  'practice_place',
  'places',
  'practice_slug',
  ['practice_slug', 'ordinal'],
  (columns) => [columns.value('unit', 'unit_id')],
  { derive: withListKey },
);

const submissions = part(
  'practice_submission',
  'submissions',
  'practice_slug',
  ['id'],
  (columns) => [columns.value('call', 'call_slug'), columns.value('outcome', 'outcome')],
  { derive: (practice, _ordinal, item) => ({ id: `${practice.key}/${item['call']}`, ...withListKey(practice) }) },
);

const themes = part(
  'call_theme',
  'themes',
  'call_slug',
  ['call_slug', 'ordinal'],
  (columns) => [columns.text('title', 'title_pl', 'title_en'), columns.value('topic', 'topic_slug')],
  { derive: withListKey },
);

const admissions = part(
  'call_admission',
  'admitted',
  'call_slug',
  ['call_slug', 'ordinal'],
  (columns) => [
    columns.value('role', 'role'),
    columns.value('office', 'office_id'),
    columns.text('organisation', 'organisation_pl', 'organisation_en'),
  ],
  { derive: withListKey },
);

export const partsOf: Readonly<Record<RecordKind, readonly Part[]>> = {
  CITATION: [],
  PROJECT: [evidence('documented_project_slug'), citationUses('documented_project_slug')],
  LIVING_LAB: [organisers('living_lab_slug'), citationUses('living_lab_slug')],
  EVENT: [
    organisers('event_slug'),
    numbers('numbers', 'event_slug'),
    sessions,
    materials('event_slug'),
    citationUses('event_slug'),
  ],
  CALL: [organisers('call_slug'), themes, numbers('capacity', 'call_slug'), admissions, citationUses('call_slug')],
  PRACTICE: [
    practiceOffices,
    practiceTopics,
    practicePlaces,
    submissions,
    evidence('practice_slug'),
    materials('practice_slug'),
    citationUses('practice_slug'),
  ],
  ADOPTION: [citationUses('adoption_slug')],
  COST_BENEFIT: [citationUses('cost_benefit_slug')],
};
