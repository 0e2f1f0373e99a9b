/** `/compare?units=Dzierżoniów,Kraków`: names instead of codes lead to the comparison, or to those that may be meant. */
import type { UnitCandidatesQuery, UnitCandidatesQueryVariables } from '#graphql/generated/operations.ts';
import { withQuery } from '../addresses.ts';
import { Local, Section } from '../components/content.tsx';
import { label } from '../labels.ts';
import { type PageRequest, page, Redirect } from '../page.ts';
import { referenceOf } from './unit-candidates.tsx';

const code = /^(?:\d{2}|\d{4}|\d{7})$/;

export function areCodes(units: readonly string[]): boolean {
  return units.every((unit) => code.test(unit));
}

export function compareNamesPage(unitsOf: (request: PageRequest) => readonly string[]) {
  return page<UnitCandidatesQuery, UnitCandidatesQueryVariables>({
    pattern: '/compare',
    operation: 'UnitCandidates',
    variables: (request) => ({ references: unitsOf(request).map(referenceOf) }),
    view(data, request) {
      const { texts, search } = request;
      const found = unitsOf(request).map((name, index) => ({
        name,
        candidates: data.resolveTerritorialUnits?.[index]?.candidates ?? [],
      }));
      const address = (units: readonly string[]): string =>
        withQuery('/compare', { ...Object.fromEntries(search), units: units.join(',') });
      const codes = found.flatMap(({ candidates }) => (candidates.length === 1 ? candidates : []));
      if (codes.length === found.length) return new Redirect(address(codes.map(({ unit }) => unit.terc)));
      const withChoice = (place: number, terc: string): string[] =>
        found.map(({ name, candidates }, index) =>
          index === place ? terc : candidates.length === 1 ? (candidates[0]?.unit.terc ?? name) : name,
        );
      return {
        title: texts.compare.title,
        description: texts.unit.candidates,
        main: found.map(({ name, candidates }, place) =>
          candidates.length === 1 ? null : (
            <Section key={name} title={name}>
              {candidates.length === 0 ? <p>{texts.compare.unknown(name)}</p> : <p>{texts.unit.candidates}</p>}
              <ul>
                {candidates.map(({ unit: { terc, name: own, kind, ancestors } }) => (
                  <li key={terc}>
                    <Local request={request} to={address(withChoice(place, terc))}>
                      {own}
                    </Local>{' '}
                    {[label(request, 'TerritorialKind', kind), ...ancestors.map((above) => above.name), terc].join(
                      ', ',
                    )}
                  </li>
                ))}
              </ul>
            </Section>
          ),
        ),
      };
    },
  });
}
