/** `/map?metric=&period=&level=&within=`: a metric by unit, as a map where outlines are loaded, and always as a table. */

import { mapLevelOf, regionParts } from '#charts/index.ts';
import type { MapPageQuery, MapPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../addresses.ts';
import { choiceOf } from '../choices.ts';
import { Local } from '../components/content.tsx';
import { CopyBox } from '../components/copy-box.tsx';
import { FilterForm, Found } from '../components/lists.tsx';
import { Choropleth } from '../components/map.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { type PageRequest, page } from '../page.ts';

const levels = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const;
const defaultMetric = 'population';
/** A longer table waits until someone opens it. */
const maxOpenRows = 400;

type Region = NonNullable<NonNullable<MapPageQuery['choropleth']>['regions']>[number];

export const mapPage = page<MapPageQuery, MapPageQueryVariables>({
  pattern: '/map',
  operation: 'MapPage',
  parts: regionParts,
  variables({ search }) {
    const within = withinOf(search);
    const level = mapLevelOf({ level: choiceOf(search.get('level'), levels), within });
    return {
      metric: search.get('metric') || defaultMetric,
      period: search.get('period') || null,
      level,
      outlines: level,
      detail: within === null ? 'COUNTRY' : 'REGION',
      peers: within === null ? null : { withinAny: [within] },
    };
  },
  view(data, request) {
    const { texts, search, language } = request;
    const { metric, choropleth } = data;
    const format = formats[language];
    const regions = rankedBy(choropleth?.regions ?? []);
    const period = choropleth?.period ?? search.get('period') ?? '';
    const title = metric == null ? texts.metric.map : `${metric.name}, ${period}`;
    return {
      title: metric == null ? texts.metric.map : `${texts.metric.map}: ${title}`,
      description: metric?.definition ?? texts.site.description,
      main: (
        <>
          <Filters request={request} data={data} />
          {metric == null || choropleth == null ? null : (
            <Choropleth
              request={request}
              title={title}
              units={regions.map(({ unit, value, classIndex }) => ({ ...unit, value, classIndex }))}
              classes={choropleth.classes}
              metric={metric}
            />
          )}
          {metric == null || choropleth == null ? null : (
            <CopyBox
              request={request}
              metric={metric.code}
              query={embedQuery(request, choropleth.period)}
              title={title}
              page={`${request.origin}${addressIn(language, withQuery('/map', Object.fromEntries(search)))}`}
            />
          )}
          <Found request={request} count={choropleth?.summary.count ?? 0} forms={texts.metric.units} />
          {choropleth == null || choropleth.summary.missing === 0 ? null : (
            <p>{texts.metric.missing(format.number(choropleth.summary.missing))}</p>
          )}
          <div id="table">
            <Table request={request} regions={regions} metric={metric} caption={title} />
          </div>
        </>
      ),
      table: {
        name: 'map',
        header: ['terc', 'name', 'period', 'value'],
        rows: regions.map(({ unit, value }) => [unit.terc, unit.name, period, value]),
      },
    };
  },
});

function embedQuery({ search, language }: PageRequest, period: string): Record<string, string> {
  const within = withinOf(search);
  const level = mapLevelOf({ level: choiceOf(search.get('level'), levels), within });
  return { view: 'map', period, level, ...(within === null ? {} : { peers: within }), lang: language };
}

function withinOf(search: URLSearchParams): string | null {
  const within = search.get('within') ?? '';
  return /^\d{2,7}$/.test(within) && within !== '00' ? within : null;
}

/** From the highest value to the lowest, units without one last. */
function rankedBy(regions: readonly Region[]): readonly Region[] {
  return regions.toSorted((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
}

function Table({
  request,
  regions,
  metric,
  caption,
}: {
  request: PageRequest;
  regions: readonly Region[];
  metric: MapPageQuery['metric'];
  caption: string;
}) {
  const { texts, language } = request;
  const format = formats[language];
  const table = (
    <SortedTable
      request={request}
      caption={caption}
      columns={[
        { key: 'unit', title: texts.metric.unit },
        {
          key: 'value',
          title: metric == null ? texts.unit.value : `${texts.unit.value} (${metric.unitOfMeasure})`,
          isNumber: true,
        },
      ]}
      rows={regions.map(({ unit, value }) => ({
        cells: [
          <Local key="unit" request={request} to={paths.unit(unit.terc)}>
            {unit.name}
          </Local>,
          value === null ? texts.metric.noData : format.number(value, metric?.decimals ?? 0),
        ],
        values: { unit: unit.name, value },
      }))}
    />
  );
  if (regions.length <= maxOpenRows) return table;
  return (
    <details>
      <summary>
        {texts.metric.table} ({format.plural(regions.length, texts.metric.units)})
      </summary>
      {table}
    </details>
  );
}

function Filters({ request, data }: { request: PageRequest; data: MapPageQuery }) {
  const { texts } = request;
  const metrics = (data.metrics?.edges ?? []).map(({ node }) => ({ value: node.code, label: node.name }));
  const periods = [...(data.metric?.periods ?? [])].reverse().map((value) => ({ value, label: value }));
  const known = levels.filter((level) => data.metric?.levels.includes(level) !== false);
  return (
    <FilterForm
      request={request}
      fields={[
        { type: 'choice', name: 'metric', label: texts.metric.metric, choices: metrics, chosen: data.metric?.code },
        {
          type: 'choice',
          name: 'period',
          label: texts.metric.period,
          choices: periods,
          chosen: data.choropleth?.period,
        },
        {
          type: 'choice',
          name: 'level',
          label: texts.metric.level,
          choices: known.map((value) => ({ value, label: label(request, 'ObservationLevel', value) })),
        },
        { type: 'text', name: 'within', label: texts.list.within },
      ]}
    />
  );
}
