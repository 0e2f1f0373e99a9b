/** `/compare?units=Dzierżoniów,Kraków`: names instead of codes lead to the comparison, or to those that may be meant. */
import type {
  MetricsPageQuery,
  UnitCandidatesQuery,
  UnitCandidatesQueryVariables,
} from '#graphql/generated/operations.ts';
import { withQuery } from '../addresses.ts';
import { Local, Section } from '../components/content.tsx';
import { page, Redirect } from '../page.ts';
import { CompareForm, metricChoices, unitsIn } from './compare-form.tsx';
import { candidateNote, isUnitCode, referenceOf } from './unit-candidates.tsx';

export function areCodes(units: readonly string[]): boolean {
  return units.every(isUnitCode);
}

export const compareNamesPage = page<UnitCandidatesQuery, UnitCandidatesQueryVariables, { metrics: MetricsPageQuery }>({
  pattern: '/compare',
  operation: 'UnitCandidates',
  variables: (request) => ({ references: unitsIn(request).map(referenceOf) }),
  also: () => ({ metrics: metricChoices }),
  view(data, request, _result, { metrics }) {
    const { texts, search } = request;
    const found = unitsIn(request).map((name, index) => ({
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
    const unknown = found.filter(({ candidates }) => candidates.length === 0);
    return {
      title: texts.compare.title,
      description: texts.unit.candidates,
      fault: unknown.length === 0 ? undefined : unknown.map(({ name }) => texts.compare.unknown(name)).join(' '),
      main: [
        <CompareForm key="form" request={request} known={metrics} />,
        ...found.map(({ name, candidates }, place) =>
          candidates.length < 2 ? null : (
            <Section key={name} title={name}>
              <p>{texts.unit.candidates}</p>
              <ul>
                {candidates.map(({ unit }) => (
                  <li key={unit.terc}>
                    <Local request={request} to={address(withChoice(place, unit.terc))}>
                      {unit.name}
                    </Local>{' '}
                    {candidateNote(request, unit)}
                  </li>
                ))}
              </ul>
            </Section>
          ),
        ),
      ],
    };
  },
});
