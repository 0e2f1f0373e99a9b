/** `/units/{name}`: the unit that is meant, or those that may be. */
import type {
  TerritorialUnitReference,
  UnitCandidatesQuery,
  UnitCandidatesQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Items } from '../components/lists.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page, Redirect, type View } from '../page.ts';

const maxLength = 200;

export const unitCandidatesPage = page<UnitCandidatesQuery, UnitCandidatesQueryVariables>({
  pattern: '/units/:reference',
  operation: 'UnitCandidates',
  variables: ({ params }) => ({ references: [referenceOf(params['reference'] ?? '')] }),
  view: (data, request) => candidatesView(data, request, request.params['reference'] ?? ''),
});

/** Digits are a code, in any shape; anything else is a name. */
export function referenceOf(text: string): TerritorialUnitReference {
  const reference = text.slice(0, maxLength);
  return /^[\d\s]+$/.test(reference) ? { code: reference } : { text: reference };
}

/** Whether it is a TERC as addresses have it: of a voivodeship, a powiat or a gmina. */
export function isUnitCode(text: string): boolean {
  return /^(?:\d{2}|\d{4}|\d{7})$/.test(text);
}

type Candidate = NonNullable<NonNullable<UnitCandidatesQuery['resolveTerritorialUnits']>[number]>['candidates'][number];

/** What tells units of one name apart. */
export function candidateNote(request: PageRequest, { terc, kind, ancestors }: Candidate['unit']): string {
  return [label(request, 'TerritorialKind', kind), ...ancestors.map((above) => above.name), terc].join(', ');
}

/** The unit itself, where only one can be meant. */
export function candidatesView(
  data: UnitCandidatesQuery | undefined,
  request: PageRequest,
  title: string,
): View | Redirect | typeof missing {
  const { texts, language, search } = request;
  const candidates = data?.resolveTerritorialUnits?.[0]?.candidates ?? [];
  const [only] = candidates;
  if (only === undefined) return missing;
  const day = formats[language].day(search.get('asOf'));
  // On the day that was chosen it was not there, so the address of today would answer another question.
  if (candidates.length === 1 && day === null) return new Redirect(paths.unit(only.unit.terc));
  const lead = day === null ? texts.unit.candidates : texts.unit.notOn(day);
  return {
    title,
    description: lead,
    breadcrumb: [{ href: '/units', text: texts.unit.list }],
    main: (
      <>
        <p>{lead}</p>
        <Items
          request={request}
          items={candidates.map(({ unit }) => ({
            href: paths.unit(unit.terc),
            title: unit.name,
            note: [
              candidateNote(request, unit),
              ...(unit.validTo === null ? [] : [formats[language].days(null, unit.validTo)]),
            ].join(', '),
          }))}
        />
        <SearchForm request={request} id="candidates-search" />
      </>
    ),
    table: {
      name: 'units',
      header: ['terc', 'name', 'kind', 'confidence'],
      rows: candidates.map(({ unit: { terc, name, kind }, confidence }) => [terc, name, kind, confidence]),
    },
  };
}
