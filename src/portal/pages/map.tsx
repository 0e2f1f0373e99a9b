/** `/map?metric=&period=&level=&within=`: a metric by unit, as a map where outlines are loaded, and always as a table. */

import { regionParts } from '#charts/index.ts';
import type { MapPageQuery, MapPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../addresses.ts';
import { Local } from '../components/content.tsx';
import { CopyBox } from '../components/copy-box.tsx';
import { FilterForm, Found } from '../components/lists.tsx';
import { Choropleth } from '../components/map.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { type PageRequest, page, type View } from '../page.ts';
import { elsewhere, embedQuery, levelIn, levelOf, levels, variablesOf } from './map/choices.ts';

/** A longer table waits until someone opens it. */
const maxOpenRows = 400;

type Region = NonNullable<NonNullable<MapPageQuery['choropleth']>['regions']>[number];

/** `latest`: where there are no values for the period or level that were chosen, those that there are. */
interface Also {
  latest: MapPageQuery;
}

export const mapPage = page<MapPageQuery, MapPageQueryVariables, Also>({
  pattern: '/map',
  operation: 'MapPage',
  parts: regionParts,
  variables: ({ search }) => variablesOf(search, levelIn(search)),
  also({ metric, choropleth }, { search }) {
    const variables = metric == null || choropleth != null ? null : elsewhere(metric, search);
    return variables === null ? {} : { latest: { name: 'MapPage', variables, parts: regionParts } };
  },
  view(data, request, _result, { latest }) {
    const { texts, search, language } = request;
    const { metric } = data;
    const choropleth = data.choropleth ?? latest?.choropleth;
    const format = formats[language];
    const regions = rankedBy(choropleth?.regions ?? []);
    const period = choropleth?.period ?? search.get('period') ?? '';
    const title = metric == null ? texts.metric.map : `${metric.name}, ${period}`;
    return {
      title: metric == null ? texts.metric.map : `${texts.metric.map}: ${title}`,
      description: metric?.definition ?? texts.site.description,
      ...faultOf(data, request, latest),
      main: (
        <>
          <Filters request={request} data={{ ...data, choropleth: choropleth ?? null }} />
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
              query={embedQuery(request, choropleth.period, levelOf(metric, search))}
              title={title}
              page={`${request.origin}${addressIn(language, withQuery('/map', Object.fromEntries(search)))}`}
            />
          )}
          {choropleth == null ? null : (
            <Found request={request} count={choropleth.summary.count} forms={texts.metric.units} />
          )}
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

/** Null where what is shown is what was chosen, as far as anything was. */
function faultOf(
  { metric, choropleth }: MapPageQuery,
  { search, texts }: PageRequest,
  latest: MapPageQuery | undefined,
): Pick<View, 'fault' | 'optional'> {
  if (choropleth != null) return {};
  const unseen = { optional: ['choropleth'] };
  const code = search.get('metric') ?? '';
  // In words for people; the API's are for those who write queries.
  if (metric == null) return code === '' ? unseen : { ...unseen, fault: texts.map.noMetric(code) };
  const period = search.get('period') || undefined;
  const shown = latest?.choropleth?.period;
  return shown !== undefined && (period ?? shown) === shown ? unseen : {};
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
  const known = levels.filter((one) => data.metric?.levels.includes(one) !== false);
  const level = data.metric == null ? levelIn(request.search) : levelOf(data.metric, request.search);
  const periodField = {
    type: 'choice' as const,
    name: 'period',
    label: texts.metric.period,
    choices: periods,
    chosen: data.choropleth?.period,
    value: data.choropleth?.period,
  };
  return (
    <FilterForm
      request={request}
      fields={[
        {
          type: 'choice',
          name: 'metric',
          label: texts.metric.metric,
          choices: metrics,
          chosen: data.metric?.code,
          value: data.metric?.code,
          none: texts.map.choose,
        },
        ...(periods.length === 0 ? [] : [periodField]),
        {
          type: 'choice',
          name: 'level',
          label: texts.metric.level,
          choices: known.map((value) => ({ value, label: label(request, 'ObservationLevel', value) })),
          chosen: level,
          value: level,
        },
        { type: 'text', name: 'within', label: texts.list.within },
      ]}
    />
  );
}
