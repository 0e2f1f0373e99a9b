/** Projects as practices files describe them, made into projects of the hub. */
import type { ClientBase } from 'pg';
import {
  type DocumentedProject,
  type DocumentedProjectFacts,
  firstDayOf,
  type KnownEntry,
  type LocalText,
  lastDayOf,
  leavesOf,
} from '#practices';
import { type ProgrammingPeriod, type ProjectFacts, writeProjectFacts } from '#projects';
import type { FileEntry } from './read.ts';
import { type Directories, localIdOf } from './references.ts';

/** The ids and contract numbers by which entries name projects of the hub. */
export function namedProjects(entries: readonly FileEntry[]): [ids: string[], contractNumbers: string[]] {
  const references = entries
    .flatMap(({ properties }) => [...leavesOf(properties)])
    .filter(({ path }) => path.at(-2) === 'project');
  const named = (property: string): string[] =>
    references.filter(({ path }) => path.at(-1) === property).map(({ value }) => String(value));
  return [named('id').map((id) => localIdOf('Project', id)), named('contractNumber')];
}

interface Place {
  readonly client: ClientBase;
  readonly release: number;
  readonly sourceId: string;
  readonly day: string;
}

/** The ids of the projects that documented ones were made into, by their slugs. */
export async function makeProjects(
  written: readonly KnownEntry[],
  directories: Directories,
  { client, release, sourceId, day }: Place,
): Promise<Map<string, string>> {
  const entries = written.filter(({ kind }) => kind === 'PROJECT');
  if (entries.length === 0) return new Map();
  const facts = entries.map(({ slug, content }) => factsFrom(slug, content as unknown as Content, directories));
  const { projectIds } = await writeProjectFacts(client, facts, { sourceId, asOf: day, release });
  return new Map(entries.map(({ slug }, index) => [slug, projectIds[index] as string]));
}

type Content = DocumentedProject & DocumentedProjectFacts;

const periods: Readonly<Record<Content['period'], ProgrammingPeriod>> = {
  '2007-2013': 'P2007_2013',
  '2014-2020': 'P2014_2020',
  '2021-2027': 'P2021_2027',
};

function factsFrom(slug: string, content: Content, { offices, registry }: Directories): ProjectFacts {
  const { programme = {}, modules = [] } = content;
  const moduleNumber = (module: string | undefined): number | null =>
    module === undefined ? null : modules.findIndex((one) => one.slug === module) + 1;
  return {
    key: slug,
    period: periods[content.period],
    contractNumber: content.contractNumber ?? null,
    title: polish(content.title),
    titleEn: english(content.title),
    summary: polish(content.summary),
    summaryEn: english(content.summary),
    programme: {
      programme: programme.programme?.name ?? programme.programme?.code ?? null,
      priority: cellOf(programme.priority),
      measure: cellOf(programme.measure),
      submeasure: cellOf(programme.submeasure),
    },
    programmeCode: programme.programme?.code ?? null,
    fund: content.fund ?? null,
    currency: content.currency ?? 'PLN',
    value: content.value ?? null,
    eligibleCost: content.eligibleCost ?? null,
    publicSupport: content.publicSupport ?? null,
    euContribution: content.euContribution ?? null,
    startsOn: first(content.startsOn),
    endsOn: last(content.endsOn),
    places: (content.places ?? []).map(({ unit }) => ({
      unitId: unit,
      text: registry.unit(unit)?.versions.at(-1)?.name ?? unit,
    })),
    modules: modules.map(({ title, from, to, planned, actual }) => ({
      name: polish(title),
      nameEn: english(title),
      startsOn: first(from),
      endsOn: last(to),
      plannedParticipants: planned ?? null,
      actualParticipants: actual ?? null,
    })),
    participations: (content.participations ?? []).map(({ role, office, organisation, module, from, to }) => ({
      role,
      officeId: office ?? null,
      name: polish(organisation) ?? offices.office(office ?? '')?.name ?? '',
      module: moduleNumber(module),
      startsOn: first(from),
      endsOn: last(to),
    })),
    products: productsOf(content, moduleNumber),
  };
}

function productsOf(
  { products = [] }: Content,
  moduleNumber: (module: string | undefined) => number | null,
): NonNullable<ProjectFacts['products']> {
  return products.map(({ title, module, ratings = [] }) => ({
    name: polish(title),
    nameEn: english(title),
    module: moduleNumber(module),
    ratings: ratings.map(({ survey, respondents, office, askedOn, rank, score, scoreMost, verdict }) => ({
      survey: polish(survey),
      surveyEn: english(survey),
      respondents: polish(respondents),
      respondentsEn: english(respondents),
      officeId: office ?? null,
      askedOn: first(askedOn),
      rank: rank ?? null,
      score: score ?? null,
      scoreMost: scoreMost ?? null,
      verdict: polish(verdict),
      verdictEn: english(verdict),
    })),
  }));
}

/** As official lists write a node in one cell: `5.1.1 Modernizacja systemów zarządzania`. */
function cellOf(node: { readonly code?: string; readonly name?: string } | undefined): string | null {
  const cell = [node?.code, node?.name].filter((part) => part !== undefined).join(' ');
  return cell === '' ? null : cell;
}

function polish<T extends LocalText | undefined>(text: T): string | (T extends undefined ? null : never) {
  if (text === undefined) return null as T extends undefined ? null : never;
  return typeof text === 'string' ? text : text.pl;
}

function english(text: LocalText | undefined): string | null {
  return typeof text === 'object' ? text.en : null;
}

function first(date: string | undefined): string | null {
  return date === undefined ? null : firstDayOf(date);
}

function last(date: string | undefined): string | null {
  return date === undefined ? null : lastDayOf(date);
}
