/** `/units/{name}`: the unit that is meant, or those that may be. */
import type { UnitCandidatesQuery, UnitCandidatesQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { SearchForm } from '../layout.tsx';
import { missing, page, Redirect } from '../page.ts';

const maxLength = 200;

export const unitCandidatesPage = page<UnitCandidatesQuery, UnitCandidatesQueryVariables>({
  pattern: '/units/:reference',
  operation: 'UnitCandidates',
  variables({ params }) {
    const reference = (params['reference'] ?? '').slice(0, maxLength);
    return { references: [/^[\d\s]+$/.test(reference) ? { code: reference } : { text: reference }] };
  },
  view(data, request) {
    const { texts, params, language } = request;
    const candidates = data.resolveTerritorialUnits?.[0]?.candidates ?? [];
    const [only] = candidates;
    if (only === undefined) return missing;
    if (candidates.length === 1) return new Redirect(paths.unit(only.unit.terc));
    return {
      title: params['reference'] ?? '',
      description: texts.unit.candidates,
      breadcrumb: [{ href: '/units', text: texts.unit.list }],
      main: (
        <>
          <p>{texts.unit.candidates}</p>
          <Items
            request={request}
            items={candidates.map(({ unit: { terc, name, kind, validTo, ancestors } }) => ({
              href: paths.unit(terc),
              title: name,
              note: [
                label(request, 'TerritorialKind', kind),
                ...ancestors.map((above) => above.name),
                terc,
                validTo === null ? null : formats[language].days(null, validTo),
              ]
                .filter(Boolean)
                .join(', '),
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
  },
});
