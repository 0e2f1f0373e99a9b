/** What is compared: units by names or codes, and up to five metrics from a list. */
import type { MetricsPageQuery, MetricsPageQueryVariables } from '#graphql/generated/operations.ts';
import { type Field, FilterForm } from '../components/lists.tsx';
import { type Operation, type PageRequest, page } from '../page.ts';

const maxMetrics = 5;
const defaultMetric = 'population';
/** Of the form, so that one need not fill in the last one to get another. */
const minChoices = 3;

const list = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => text.split(/[,;]/))
    .map((item) => item.trim())
    .filter(Boolean);

/** As many lines as one chart can show. */
const maxUnits = 10;

export function unitsIn(request: PageRequest): string[] {
  return unitsGiven(request).slice(0, maxUnits);
}

function unitsGiven({ search }: PageRequest): string[] {
  return [...new Set(list(search.getAll('units')))];
}

const nameOf = (index: number): string => (index === 0 ? 'metrics' : `metric${index + 1}`);

/** `?metrics=population,births`, as one writes it, or one to a parameter, as the form does. */
export function metricsIn(request: PageRequest): string[] {
  const given = metricsGiven(request);
  return given.length === 0 ? [defaultMetric] : given.slice(0, maxMetrics);
}

function metricsGiven({ search }: PageRequest): string[] {
  return [...new Set(Array.from({ length: maxMetrics }, (_, index) => list(search.getAll(nameOf(index)))).flat())];
}

/** What was given beyond what one page compares is left out, and named. */
function LeftOut({ request }: { request: PageRequest }) {
  const { compare } = request.texts;
  const [units, metrics] = [unitsGiven(request).slice(maxUnits), metricsGiven(request).slice(maxMetrics)];
  if (units.length + metrics.length === 0) return null;
  return (
    <div class="notice">
      {units.length === 0 ? null : <p>{compare.unitsLeftOut(maxUnits, units.join(', '))}</p>}
      {metrics.length === 0 ? null : <p>{compare.metricsLeftOut(maxMetrics, metrics.join(', '))}</p>}
    </div>
  );
}

export const metricChoices: Operation = { name: 'MetricsPage', variables: { first: 100 } };

/** `known`: undefined where the list of metrics could not be read. */
export function CompareForm({ request, known }: { request: PageRequest; known: MetricsPageQuery | undefined }) {
  const { compare } = request.texts;
  const choices = (known?.metrics?.edges ?? []).map(({ node }) => ({ value: node.code, label: node.name }));
  const chosen = metricsIn(request);
  const count = Math.min(maxMetrics, Math.max(minChoices, chosen.length + 1));
  const metrics = Array.from({ length: count }, (_, index): Field => {
    const field = { name: nameOf(index), label: compare.metric(index + 1), value: chosen[index] ?? '' };
    return choices.length === 0
      ? { type: 'text', ...field }
      : { type: 'choice', ...field, choices, none: compare.none };
  });
  return (
    <>
      <p>{compare.note}</p>
      <LeftOut request={request} />
      <FilterForm request={request} fields={[{ type: 'text', name: 'units', label: compare.units }, ...metrics]} />
    </>
  );
}

/** Before anything is chosen. */
export const compareFormPage = page<MetricsPageQuery, MetricsPageQueryVariables>({
  pattern: '/compare',
  operation: metricChoices.name,
  variables: () => metricChoices.variables,
  view: (data, request) => ({
    title: request.texts.compare.title,
    description: request.texts.compare.note,
    main: <CompareForm request={request} known={data} />,
    table: {
      name: 'metrics',
      header: ['code', 'name', 'unit_of_measure'],
      rows: (data.metrics?.edges ?? []).map(({ node }) => [node.code, node.name, node.unitOfMeasure]),
    },
  }),
});
