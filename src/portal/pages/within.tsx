/** `?within=Dzierżoniów` where a list takes a code: the code of the unit that is meant, or those that may be. */
import type { UnitCandidatesQuery, UnitCandidatesQueryVariables } from '#graphql/generated/operations.ts';
import { withQuery } from '../addresses.ts';
import { Items } from '../components/lists.tsx';
import { oneOf, type Page, type PageRequest, page, Redirect } from '../page.ts';
import { candidateNote, isUnitCode, referenceOf } from './unit-candidates.tsx';

function withinOf({ search }: PageRequest): string {
  return (search.get('within') ?? '').trim();
}

export function acceptingUnitNames(list: Page): Page {
  const names = namesPage(list.pattern);
  return oneOf(list.pattern, (request) => {
    const within = withinOf(request);
    return within === '' || isUnitCode(within) ? list : names;
  });
}

function namesPage(pattern: string): Page {
  return page<UnitCandidatesQuery, UnitCandidatesQueryVariables>({
    pattern,
    operation: 'UnitCandidates',
    variables: (request) => ({ references: [referenceOf(withinOf(request))] }),
    view(data, request) {
      const { texts, search, path } = request;
      const within = withinOf(request);
      const candidates = data.resolveTerritorialUnits?.[0]?.candidates ?? [];
      const address = (terc: string): string => withQuery(path, { ...Object.fromEntries(search), within: terc });
      const [only] = candidates;
      if (only !== undefined && candidates.length === 1) return new Redirect(address(only.unit.terc));
      return {
        title: within,
        description: texts.unit.candidates,
        fault: only === undefined ? texts.compare.unknown(within) : undefined,
        main:
          only === undefined ? null : (
            <>
              <p>{texts.unit.candidates}</p>
              <Items
                request={request}
                items={candidates.map(({ unit }) => ({
                  href: address(unit.terc),
                  title: unit.name,
                  note: candidateNote(request, unit),
                }))}
              />
            </>
          ),
        table: {
          name: 'units',
          header: ['terc', 'name', 'kind'],
          rows: candidates.map(({ unit: { terc, name, kind } }) => [terc, name, kind]),
        },
      };
    },
  });
}
