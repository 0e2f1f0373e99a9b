/**
 * What language models may do: a dozen tools, each a published operation with the few arguments that matter. Whatever
 * else there is can be run by its name. Short descriptions, for every model reads all of them before it starts.
 */
import { z } from 'zod';
import { searchTypes } from '#platform/search/model.ts';

/** A part's names a page and a release. */
export const cursorInput = z
  .string()
  .min(1)
  .max(4_000)
  .optional()
  .describe('The cursor of the answer before, to read on.');

export interface OperationTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly operation: string;
  /** With a cursor, which is none of the operation's variables. */
  readonly input: z.ZodObject;
  variables(input: Record<string, unknown>): Record<string, unknown>;
}

function tool<Shape extends z.ZodRawShape>(definition: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly operation: string;
  readonly input: Shape;
  variables(input: z.infer<z.ZodObject<Shape>>): Record<string, unknown>;
}): OperationTool {
  const { input, variables } = definition;
  return {
    ...definition,
    // What a model made up is refused, and said so, instead of passed over. Any answer may be too long for one.
    input: z.strictObject({ ...input, cursor: cursorInput }) as unknown as z.ZodObject,
    variables: variables as OperationTool['variables'],
  };
}

const text = (description: string, max = 300) => z.string().min(1).max(max).describe(description);
const terc = text('TERC code of a unit: 2 digits for a voivodeship, 4 for a powiat, 6 or 7 for a gmina.', 40);
const day = z.iso.date();
const first = z.int().min(1).max(50).optional().describe('Entries per answer; 10 by default.');
const lang = z.enum(['PL', 'EN']).optional().describe('Language of texts; Polish by default.');
const period = text('A year such as 2019, a quarter 2019-Q1 or a month 2019-03.', 20);
const metric = text('Code of a metric, from find_metrics; such as population.', 100);

/** Without what was left out. */
function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const listed = (value: string | undefined) => (value === undefined ? undefined : [value]);

const page = (size = 10) => ({ first: size });

export const operationTools: readonly OperationTool[] = [
  tool({
    name: 'search',
    title: 'Search',
    description:
      'Finds units, offices, projects, programmes, practices, calls, events, living labs, metrics and self-assessments by words, in any grammatical form.',
    operation: 'Search',
    input: {
      text: text('Words, in Polish; metrics and practices also have English names.'),
      types: z.array(z.enum(searchTypes)).optional().describe('Only these kinds of entries.'),
      first,
    },
    variables: ({ text: words, types, first: size }) => given({ text: words, types, ...page(size) }),
  }),
  tool({
    name: 'get_unit',
    title: 'Territorial unit',
    description:
      'A voivodeship, powiat or gmina by its TERC code, with its other codes and the units above it, today or on a day.',
    operation: 'UnitByTerc',
    input: { terc, as_of: day.optional().describe('The day; today by default.') },
    variables: ({ terc: code, as_of: asOf }) => given({ terc: code, asOf }),
  }),
  tool({
    name: 'resolve_units',
    title: 'Resolve names and codes of units',
    description:
      'Which territorial units names or codes from a document mean, with confidence; also former and misspelt ones.',
    operation: 'ResolveUnits',
    input: {
      references: z
        .array(
          z.strictObject({
            text: text('A name as it stands: "gm. Morawica", "powiat m. st. Warszawa".').optional(),
            code: text('A code in any shape.', 40).optional(),
            within: text('TERC of a unit that contains it.', 40).optional(),
          }),
        )
        .min(1)
        .max(50),
      as_of: day.optional().describe('The day of the document.'),
    },
    variables: ({ references, as_of: asOf }) => given({ references: references.map((one) => given(one)), asOf }),
  }),
  tool({
    name: 'find_offices',
    title: 'Find offices',
    description: 'Offices by words or by the unit they sit in or serve.',
    operation: 'FindOffices',
    input: { text: text('Words of the name or place.').optional(), within: terc.optional(), first },
    variables: ({ text: words, within, first: size }) => ({
      filter: given({ text: words, withinAny: listed(within) }),
      ...page(size),
    }),
  }),
  tool({
    name: 'find_projects',
    title: 'Find EU-funded projects',
    description: 'EU-funded projects by words, place, period or who takes part, with their amounts.',
    operation: 'Projects',
    input: {
      text: text('Words of the title or the contract number.').optional(),
      within: terc.optional(),
      periods: z.array(z.enum(['P2007_2013', 'P2014_2020', 'P2021_2027'])).optional(),
      beneficiary: text('Words in the name of someone who takes part.').optional(),
      beneficiary_nip: text('NIP, 10 digits, of someone who takes part.', 20).optional(),
      first,
    },
    variables: ({ beneficiary, beneficiary_nip: beneficiaryNip, text: words, within, periods, first: size }) => ({
      filter: given({ text: words, withinAny: listed(within), periods, beneficiaryText: beneficiary, beneficiaryNip }),
      ...page(size),
    }),
  }),
  tool({
    name: 'project_statistics',
    title: 'EU money by voivodeship and period',
    description:
      'Number and sums of EU-funded projects by voivodeship and programming period, of all or of those that match.',
    operation: 'EuMoney',
    input: {
      text: text('Words of the title.').optional(),
      within: terc.optional(),
      periods: z.array(z.enum(['P2007_2013', 'P2014_2020', 'P2021_2027'])).optional(),
      allocation: z
        .enum(['EQUAL_SPLIT', 'FULL'])
        .optional()
        .describe('Projects in several voivodeships: shared out (default), or whole in each.'),
    },
    variables: ({ allocation, text: words, within, periods }) =>
      given({ filter: given({ text: words, withinAny: listed(within), periods }), allocation }),
  }),
  tool({
    name: 'find_practices',
    title: 'Find practices',
    description: 'Good practices of offices by words, topic or place.',
    operation: 'FindPractices',
    input: {
      text: text('Words of the texts.').optional(),
      within: terc.optional(),
      topics: z.array(text('Slug of a topic.', 100)).optional(),
      lang,
      first,
    },
    variables: ({ text: words, within, topics, lang: language, first: size }) =>
      given({ filter: given({ text: words, withinAny: listed(within), topics }), lang: language, ...page(size) }),
  }),
  tool({
    name: 'get_practice',
    title: 'Practice',
    description: 'One practice in full: problem, solution, results, offices, who adopted it, sources.',
    operation: 'Practice',
    input: { slug: text('From find_practices.', 200), lang },
    variables: ({ slug, lang: language }) => given({ slug, lang: language }),
  }),
  tool({
    name: 'find_metrics',
    title: 'Find metrics',
    description: 'Which metrics there are, with their units of measure, levels and periods.',
    operation: 'Metrics',
    input: { text: text('Words of the name, code or definition.').optional(), first },
    variables: ({ text: words, first: size }) => ({ filter: given({ text: words }), ...page(size) }),
  }),
  tool({
    name: 'metric_values',
    title: 'Values of metrics of a unit',
    description: 'Values of metrics of one territorial unit over time, each with its flag and publication.',
    operation: 'UnitIndicators',
    input: { terc, metrics: z.array(metric).min(1).max(10), from: period.optional(), to: period.optional() },
    variables: ({ terc: code, metrics, from, to }) => given({ terc: code, metrics, from, to }),
  }),
  tool({
    name: 'benchmark',
    title: 'Benchmark',
    description: 'Where a unit stands by a metric among units of its kind: rank, percentile, median, change.',
    operation: 'UnitBenchmark',
    input: { metric, terc, period, since: period.optional().describe('Also the change since this period.') },
    variables: ({ metric: code, terc: unit, period: when, since }) =>
      given({ metric: code, terc: unit, period: when, since }),
  }),
];
