/** `/units/{terc}`: one territorial unit, today or on a chosen day. */

import type { UnitPageQuery, UnitPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../addresses.ts';
import { Chart } from '../components/chart.tsx';
import { DataTable, Facts, Local, Section, Source } from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { UnitMap } from '../components/map.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { missing, type PageRequest, page, Redirect, WrongInput } from '../page.ts';

type Unit = NonNullable<UnitPageQuery['territorialUnit']>;
type Statistics = UnitPageQuery['projectStatistics'];

const day = /^\d{4}-\d{2}-\d{2}$/;

export const unitPage = page<UnitPageQuery, UnitPageQueryVariables>({
  pattern: '/units/:terc',
  operation: 'UnitPage',
  variables({ params, search, texts }) {
    const terc = params['terc'] ?? '';
    if (!/^\d{2,7}$/.test(terc)) return new Redirect(withQuery('/search', { q: terc, type: 'TERRITORIAL_UNIT' }));
    const asOf = search.get('asOf') || null;
    if (asOf !== null && !day.test(asOf)) throw new WrongInput(`${texts.unit.asOf}: ${asOf}?`);
    return { terc, asOf, metrics: ['population'], childLevel: terc.length === 2 ? 'POWIAT' : 'GMINA' };
  },
  view({ territorialUnit: unit, voivodeships, benchmark, projectStatistics }, request) {
    if (unit == null) return missing;
    const { texts, params, search } = request;
    const asOf = search.get('asOf');
    // A code of former days: the page of the unit as it is known now.
    if (unit.terc !== params['terc'] && !asOf) return new Redirect(paths.unit(unit.terc));
    const kind = label(request, 'TerritorialKind', unit.kind);
    return {
      title: unit.name,
      description: [kind, ...unit.ancestors.map(({ name }) => name).reverse()].join(', '),
      breadcrumb: [
        { href: '/units', text: texts.unit.list },
        ...unit.ancestors.map(({ terc, name }) => ({ href: paths.unit(terc), text: name })),
      ],
      // A hub without that metric shows the unit without it.
      optional: ['territorialUnit.indicators', 'benchmark'],
      main: (
        <UnitView
          request={request}
          unit={unit}
          voivodeships={voivodeships}
          benchmark={benchmark}
          statistics={projectStatistics}
        />
      ),
      table: {
        name: `unit-${unit.terc}`,
        header: ['terc', 'name', 'kind'],
        rows: (unit.children?.edges ?? []).map(({ node }) => [node.terc, node.name, node.kind]),
      },
    };
  },
});

interface UnitViewProps {
  readonly request: PageRequest;
  readonly unit: Unit;
  readonly voivodeships: UnitPageQuery['voivodeships'];
  readonly benchmark: UnitPageQuery['benchmark'];
  readonly statistics: Statistics;
}

function UnitView({ request, unit, voivodeships, benchmark, statistics }: UnitViewProps) {
  const { texts, search } = request;
  const format = formats[request.language];
  const asOf = search.get('asOf');
  return (
    <>
      <p>{label(request, 'TerritorialKind', unit.kind)}</p>
      {asOf ? <p class="problem">{texts.unit.asOfNote(format.day(asOf) ?? asOf)}</p> : null}
      <AsOf request={request} />
      <div class="columns">
        <Section title={texts.unit.codes}>
          <Facts
            facts={[
              [texts.unit.terc, unit.terc],
              [texts.unit.bdl, unit.bdlId],
              [texts.unit.nuts, unit.nutsCode],
              [texts.unit.iso, unit.isoCode],
              [texts.unit.validity, format.days(unit.validFrom, unit.validTo)],
              [texts.unit.area, unit.boundary === null ? null : `${format.number(unit.boundary.areaKm2, 2)} km²`],
            ]}
          />
        </Section>
        <Location request={request} unit={unit} voivodeships={voivodeships} />
      </div>
      <Indicators request={request} unit={unit} benchmark={benchmark} />
      <Children request={request} unit={unit} />
      <Offices request={request} unit={unit} />
      <Projects request={request} unit={unit} statistics={statistics} />
      <Practices request={request} unit={unit} />
      <History request={request} unit={unit} />
      <Source request={request} source={unit.source} />
    </>
  );
}

/** The unit in the country: a point, too, where it would be too small to be seen. */
function Location({ request, unit, voivodeships }: Omit<UnitViewProps, 'benchmark' | 'statistics'>) {
  const country = voivodeships?.edges.map(({ node }) => node) ?? [];
  if (unit.outline === null || country.every(({ outline }) => outline === null)) return null;
  return (
    <Section title={request.texts.unit.location}>
      <UnitMap
        request={request}
        label={request.texts.unit.locationOf(unit.name)}
        units={country}
        className={() => 'back'}
        own={unit.outline}
      />
    </Section>
  );
}

function AsOf({ request }: { request: PageRequest }) {
  const { texts, language, path, search } = request;
  return (
    <form class="filter" method="get" action={addressIn(language, path)}>
      <div>
        <label for="as-of">{texts.unit.asOf}</label>
        <input id="as-of" name="asOf" type="date" value={search.get('asOf') ?? ''} />
      </div>
      <button type="submit">{texts.list.show}</button>
      {search.has('asOf') ? <a href={addressIn(language, path)}>{texts.unit.today}</a> : null}
    </form>
  );
}

/** Where the unit stands among those of its kind, and which values are good. */
function Standing({ request, unit, benchmark }: Pick<UnitViewProps, 'request' | 'unit' | 'benchmark'>) {
  if (benchmark?.value == null) return null;
  const { texts, language } = request;
  const { metric, period, value, rank, of, isTooFewPeers, summary } = benchmark;
  const format = formats[language];
  const known = (number: number | null): string => (number === null ? '' : format.number(number, metric.decimals));
  return (
    <DataTable
      caption={texts.unit.standing(label(request, 'TerritorialKind', unit.kind))}
      columns={[
        { title: texts.metric.metric },
        { title: texts.unit.period },
        { title: texts.unit.value, isNumber: true },
        { title: texts.unit.median, isNumber: true },
        { title: texts.metric.rank, isNumber: true },
        { title: texts.unit.direction },
      ]}
      rows={[
        [
          <Local key="metric" request={request} to={paths.metric(metric.code)}>
            {`${metric.name} (${metric.unitOfMeasure})`}
          </Local>,
          period,
          known(value),
          known(summary.median),
          rank === null || isTooFewPeers ? '' : texts.unit.rankOf(format.number(rank), format.number(of)),
          label(request, 'MetricPolarity', metric.polarity),
        ],
      ]}
    />
  );
}

function Indicators({ request, unit, benchmark }: Pick<UnitViewProps, 'request' | 'unit' | 'benchmark'>) {
  const { texts } = request;
  const format = formats[request.language];
  const known = (unit.indicators ?? []).filter((series) => series !== null).filter(({ latest }) => latest !== null);
  if (known.length === 0) return null;
  return (
    <Section title={texts.unit.indicators}>
      <Standing request={request} unit={unit} benchmark={benchmark} />
      {known.map(({ metric, latest, facet }) => (
        <Chart
          key={metric.code}
          request={request}
          metric={metric.code}
          query={{ unit: unit.terc, view: 'line' }}
          title={`${metric.name}: ${unit.name}`}
          note={
            latest?.value == null
              ? null
              : `${latest.period}: ${format.number(latest.value, metric.decimals)} ${metric.unitOfMeasure}. ${facet?.publisher ?? ''}`
          }
        />
      ))}
    </Section>
  );
}

function Children({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { children } = unit;
  if (children == null || children.edges.length === 0) return null;
  const { texts } = request;
  return (
    <Section
      title={`${texts.unit.contains}: ${formats[request.language].plural(children.totalCount, texts.metric.units)}`}
    >
      <UnitMap
        request={request}
        label={texts.unit.contains}
        units={children.edges.map(({ node }) => node)}
        frame={children.edges.flatMap(({ node }) => (node.outline === null ? [] : [node.outline]))}
      />
      <ul class="links">
        {children.edges.map(({ node }) => (
          <li key={node.terc}>
            <Local request={request} to={paths.unit(node.terc)}>
              {node.name}
            </Local>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Offices({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { offices } = unit;
  if (offices == null || offices.edges.length === 0) return null;
  const { texts } = request;
  return (
    <Section title={texts.unit.offices}>
      <Items
        request={request}
        items={offices.edges.map(({ node }) => ({
          href: paths.office(node.code),
          title: node.name,
          note: label(request, 'OfficeKind', node.kind),
        }))}
      />
      <Local request={request} to={withQuery('/offices', { within: unit.terc })}>
        {texts.home.all}: {offices.totalCount}
      </Local>
    </Section>
  );
}

function Projects({ request, unit, statistics }: { request: PageRequest; unit: Unit; statistics: Statistics }) {
  const { projects } = unit;
  if (projects == null || projects.edges.length === 0) return null;
  const { texts } = request;
  const format = formats[request.language];
  const groups = statistics?.groups ?? [];
  return (
    <Section title={texts.unit.projects}>
      <DataTable
        caption={texts.unit.byProgramme}
        columns={[
          { title: texts.project.period },
          { title: texts.project.programme },
          { title: texts.project.count, isNumber: true },
          { title: texts.project.value, isNumber: true },
          { title: texts.project.eu, isNumber: true },
        ]}
        rows={groups.flatMap(({ period, programme, count, amounts }) =>
          amounts.map(({ currency, value, euContribution }) => [
            label(request, 'ProgrammingPeriod', period),
            programme?.name ?? '',
            format.number(count),
            format.money(value.sum === null ? null : { amount: value.sum.amount, currency }) ?? '',
            format.money(euContribution.sum === null ? null : { amount: euContribution.sum.amount, currency }) ?? '',
          ]),
        )}
      />
      <h3>{texts.unit.largest}</h3>
      <Items
        request={request}
        items={projects.edges.map(({ node }) => ({
          href: paths.project(node.id),
          title: node.title,
          note: [label(request, 'ProgrammingPeriod', node.period), format.money(node.value)].filter(Boolean).join(', '),
        }))}
      />
      <Local request={request} to={withQuery('/projects', { within: unit.terc })}>
        {texts.home.all}: {format.plural(projects.totalCount, texts.unit.projectsHere)}
      </Local>
    </Section>
  );
}

function Practices({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { texts } = request;
  const items = [
    ...(unit.practices?.edges ?? []).map(({ node }) => ({ href: paths.practice(node.slug), title: node.title })),
    ...(unit.eventsHeld?.edges ?? []).map(({ node }) => ({ href: paths.event(node.slug), title: node.title })),
    ...(unit.livingLabs?.edges ?? []).map(({ node }) => ({ href: paths.livingLab(node.slug), title: node.title })),
  ];
  if (items.length === 0) return null;
  return (
    <Section title={texts.unit.practices}>
      <Items request={request} items={items} />
    </Section>
  );
}

function History({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { texts } = request;
  const format = formats[request.language];
  const state = (version: { name: string; terc: string; kind: string } | null): string =>
    version === null ? '' : `${version.name} (${version.terc}, ${label(request, 'TerritorialKind', version.kind)})`;
  return (
    <Section title={texts.unit.history} id="history">
      <DataTable
        caption={texts.unit.versions}
        columns={[
          { title: texts.unit.validity },
          { title: texts.list.name },
          { title: texts.unit.terc },
          { title: texts.unit.kind },
        ]}
        rows={unit.versions.map(({ validFrom, validTo, certainUntil, name, terc, kind }) => [
          certainUntil === null
            ? format.days(validFrom, validTo)
            : `${format.days(validFrom, validTo)} (${texts.unit.certainUntil(format.day(certainUntil) ?? '')})`,
          name,
          terc,
          label(request, 'TerritorialKind', kind),
        ])}
      />
      {unit.events.length === 0 ? null : <p>{texts.unit.historyNote}</p>}
      <ol>
        {unit.events.map(({ type, notBefore, notAfter, before, after, inferred }) => (
          <li key={`${type}${notBefore}`}>
            {label(request, 'TerritorialUnitEventType', type)},{' '}
            {notBefore === notAfter
              ? format.day(notBefore)
              : texts.unit.between(format.day(notBefore) ?? '', format.day(notAfter) ?? '')}
            : {[state(before), state(after)].filter(Boolean).join(' → ')}
            {inferred ? ` (${texts.unit.inferred})` : ''}
          </li>
        ))}
      </ol>
    </Section>
  );
}
