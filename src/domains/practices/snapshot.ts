/**
 * All entries as one release knows them, held in memory without their long texts: which leads to which, and in what
 * order lists show them. A relation between them costs no query.
 */
import { comparePolish } from '#registry';
import { polishOf } from './content.ts';
import type { Actor, Entry, LocalText, Presentation, ProjectReference, RecordKind, Session } from './model.ts';
import { keyOf } from './references.ts';

/** What leads to lists of entries: another entry by its slug, or an office, project or topic by its id. */
type Origin = RecordKind | 'OFFICE' | 'TOPIC';

export interface SessionOfEvent {
  readonly event: Entry<'EVENT'>;
  readonly session: Session;
  /** From 1. */
  readonly order: number;
}

export interface PresentationInSession extends SessionOfEvent {
  readonly presentation: Presentation;
  /** In its session, from 1. */
  readonly place: number;
}

export interface Submission {
  readonly practice: Entry<'PRACTICE'>;
  readonly call: Entry<'CALL'>;
  readonly outcome: string;
}

export class PracticesSnapshot {
  readonly #entries = new Map<string, Entry>();
  readonly #lists = new Map<RecordKind, Entry[]>();
  readonly #linked = new Map<string, Entry[]>();
  readonly #presentations = new Map<string, PresentationInSession[]>();

  constructor(entries: readonly Entry[]) {
    for (const entry of entries.toSorted(compareEntries)) {
      this.#entries.set(keyOf(entry.kind, entry.slug), entry);
      append(this.#lists, entry.kind, entry);
    }
    for (const entry of this.#entries.values()) {
      const links = linksOf(entry, (reference) => this.projectId(reference));
      for (const link of new Set(links)) append(this.#linked, `${entry.kind} of ${link}`, entry);
    }
    for (const event of this.list('EVENT')) {
      for (const shown of presentationsOf(event)) append(this.#presentations, shown.presentation.practice, shown);
    }
  }

  entry<K extends RecordKind>(kind: K, slug: string): Entry<K> | undefined {
    return this.#entries.get(keyOf(kind, slug)) as Entry<K> | undefined;
  }

  /** Where a kept entry leads: the import saw to it that it is there. */
  target<K extends RecordKind>(kind: K, slug: string): Entry<K> {
    const entry = this.entry(kind, slug);
    if (entry === undefined) throw new Error(`${keyOf(kind, slug)} is led to and not there`);
    return entry;
  }

  list<K extends RecordKind>(kind: K): readonly Entry<K>[] {
    return (this.#lists.get(kind) ?? []) as unknown as Entry<K>[];
  }

  /** The id of the project that a reference means. */
  projectId(reference: ProjectReference): string {
    return 'id' in reference ? reference.id : this.target('PROJECT', reference.slug).outline.projectId;
  }

  /** The entries of a kind that lead to something, in their usual order. */
  leadingTo<K extends RecordKind>(kind: K, origin: Origin, id: string): readonly Entry<K>[] {
    return (this.#linked.get(`${kind} of ${origin} ${id}`) ?? []) as unknown as Entry<K>[];
  }

  /** Where a practice was shown, the latest event first. */
  presentations(practice: string): readonly PresentationInSession[] {
    return this.#presentations.get(practice) ?? [];
  }

  submissionsOf(practice: Entry<'PRACTICE'>): Submission[] {
    return (practice.outline.submissions ?? []).map(({ call, outcome = 'SUBMITTED' }) => ({
      practice,
      call: this.target('CALL', call),
      outcome,
    }));
  }

  submissionsTo(call: Entry<'CALL'>): Submission[] {
    return this.leadingTo('PRACTICE', 'CALL', call.slug).flatMap((practice) =>
      this.submissionsOf(practice).filter((submission) => submission.call === call),
    );
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

export function sessionsOf(event: Entry<'EVENT'>): SessionOfEvent[] {
  return (event.outline.sessions ?? []).map((session, index) => ({ event, session, order: index + 1 }));
}

export function presentationsIn(at: SessionOfEvent): PresentationInSession[] {
  return (at.session.presentations ?? []).map((presentation, index) => ({ ...at, presentation, place: index + 1 }));
}

function presentationsOf(event: Entry<'EVENT'>): PresentationInSession[] {
  return sessionsOf(event).flatMap(presentationsIn);
}

function is<K extends RecordKind>(entry: Entry, kind: K): entry is Entry<K> {
  return entry.kind === kind;
}

type ProjectId = (reference: ProjectReference) => string;

function linksOf(entry: Entry, projectId: ProjectId): string[] {
  const { citations = [] } = entry.outline as { citations?: readonly string[] };
  return [...citations.map((slug) => keyOf('CITATION', slug)), ...ownLinksOf(entry, projectId)];
}

function ownLinksOf(entry: Entry, projectId: ProjectId): string[] {
  const projectOf = (reference: ProjectReference | undefined): string[] =>
    reference === undefined ? [] : [`PROJECT ${projectId(reference)}`];
  if (is(entry, 'PRACTICE')) {
    const { offices = [], topics = [], submissions = [], livingLab, project } = entry.outline;
    return [
      ...officesOf(offices),
      ...topics.map((slug) => `TOPIC ${slug}`),
      ...submissions.map(({ call }) => keyOf('CALL', call)),
      ...optional('LIVING_LAB', livingLab),
      ...projectOf(project),
    ];
  }
  if (is(entry, 'ADOPTION')) {
    const { practice, adopter, from } = entry.outline;
    return [keyOf('PRACTICE', practice), ...officesOf([adopter, ...(from === undefined ? [] : [from])])];
  }
  if (is(entry, 'COST_BENEFIT')) {
    const { practice, assessedBy } = entry.outline;
    return [keyOf('PRACTICE', practice), ...officesOf(assessedBy === undefined ? [] : [assessedBy])];
  }
  if (is(entry, 'CALL')) {
    const { organisers = [], admitted = [], themes = [], event, livingLab, project } = entry.outline;
    return [
      ...officesOf([...organisers, ...admitted]),
      ...themes.flatMap(({ topic }) => optional('TOPIC', topic)),
      ...optional('EVENT', event),
      ...optional('LIVING_LAB', livingLab),
      ...projectOf(project),
    ];
  }
  if (is(entry, 'EVENT')) {
    const { organisers = [], sessions = [], project } = entry.outline;
    return [
      ...officesOf([
        ...organisers,
        ...presentationsOf(entry).flatMap(({ presentation }) => presentation.offices ?? []),
      ]),
      ...sessions.flatMap(({ topic }) => optional('TOPIC', topic)),
      ...projectOf(project),
    ];
  }
  if (is(entry, 'PROJECT')) return [`PROJECT ${entry.outline.projectId}`];
  if (is(entry, 'LIVING_LAB')) {
    const { organisers = [], project } = entry.outline;
    return [...officesOf(organisers), ...projectOf(project)];
  }
  return [];
}

function officesOf(actors: readonly Actor[]): string[] {
  return actors.flatMap(({ office }) => optional('OFFICE', office));
}

function optional(origin: Origin, id: string | undefined): string[] {
  return id === undefined ? [] : [`${origin} ${id}`];
}

/** What an entry is ordered by within its kind; cursors hold it. */
export function orderKeyOf(entry: Entry): readonly [string, string] {
  return [isDated(entry.kind) ? dayOf(entry) : polishOf((entry.outline as { title: LocalText }).title), entry.slug];
}

export function compareOrderKeys(kind: RecordKind, a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a[0] ?? '', b[0] ?? ''];
  // The latest first; what has no day last.
  const order = isDated(kind) ? compareText(second, first) : comparePolish(first, second);
  return order || compareText(a[1] ?? '', b[1] ?? '');
}

function compareEntries(a: Entry, b: Entry): number {
  if (a.kind !== b.kind) return compareText(a.kind, b.kind);
  return compareOrderKeys(a.kind, orderKeyOf(a), orderKeyOf(b));
}

function isDated(kind: RecordKind): boolean {
  return kind === 'ADOPTION' || kind === 'COST_BENEFIT' || kind === 'CALL' || kind === 'EVENT';
}

function dayOf(entry: Entry): string {
  if (is(entry, 'CALL')) {
    const { closesOn, opensOn, announcedOn } = entry.outline;
    return closesOn ?? opensOn ?? announcedOn ?? '';
  }
  if (is(entry, 'EVENT')) return entry.outline.startsOn ?? '';
  if (is(entry, 'ADOPTION')) return entry.outline.on ?? '';
  return is(entry, 'COST_BENEFIT') ? (entry.outline.to ?? '') : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
