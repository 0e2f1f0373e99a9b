/**
 * Operations whose cost is measured: a typical one of every root field, and the worst that were found of each kind of work.
 * Each is another query in every round, so that nothing that was computed for the one before answers it.
 */
import { wordOf } from './full-size.ts';

export interface Shape {
  readonly name: string;
  readonly isHostile?: boolean;
  query(round: number, code: (round: number) => string): string;
}

const metric = 'bench-1001';
const year = (round: number): string => String(2000 + (round % 25));
/** The total, or one of 15 groups. */
const group = (round: number): string => {
  const value = Math.floor(round / 25) % 16;
  return value === 0 ? '' : `, dimensions: [{dimension: "group", value: "g${value}"}]`;
};
const slice = (round: number): string => `metric: "${metric}", period: "${year(round)}"${group(round)}`;
const globalId = (typename: string, id: string): string => Buffer.from(`${typename}:${id}`).toString('base64');
const project = (number: number): string => `bench-${String(number % 100_000).padStart(7, '0')}`;
const typo = (number: number): string => {
  const word = wordOf((number * 31) % 60_000);
  return `${word.slice(0, 2)}q${word.slice(3)}`;
};

/** `count` times the same field, with another round each. */
function times(count: number, field: (round: number) => string): (round: number) => string {
  return (round) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field(round * count + i)}`).join(' ')} }`;
}

const unitFields = 'id terc name kind level validFrom parent { terc name }';
const practiceFields = 'slug title stage summary offices { role name } topics { slug }';
const projectFields = 'title contractNumber value { amount } startsOn programme { name } places { text unit { name } }';
const benchmarkFields = 'value rank of percentile quartile zScore summary { mean median }';
const texts = (count: number, round: number): string =>
  Array.from({ length: count }, (_, i) => `{text: "gmina Miastko ${round} ${i}, powiat Nowy"}`).join(', ');

const roots: Record<string, Shape['query']> = {
  assessmentCriteria: () => '{ assessmentCriteria { code name } }',
  assessments: (n) => `{ assessments(first: ${10 + (n % 90)}) { totalCount nodes { id } } }`,
  benchmark: (n, code) => `{ benchmark(${slice(n)}, subject: {terc: "${code(n)}"}) { ${benchmarkFields} } }`,
  call: (n) => `{ call(slug: "x${n}") { title } }`,
  calls: (n) => `{ calls(first: ${10 + (n % 90)}) { totalCount nodes { slug title } } }`,
  changes: (n) => `{ changes(first: ${10 + (n % 90)}, from: 1, to: 3) { totalCount nodes { kind type key } } }`,
  choropleth: (n) => `{ choropleth(${slice(n)}) { classes { from to } regions { value unit { terc } } } }`,
  citation: (n) => `{ citation(path: "/metrics/${metric}?n=${n}") }`,
  citations: (n) => `{ citations(first: ${10 + (n % 90)}) { totalCount nodes { title } } }`,
  compareAssessments: () => '{ compareAssessments(model: CAF) { __typename } }',
  correctableFields: () => '{ correctableFields(type: PROJECT) }',
  correction: (n) => `{ correction(number: ${1 + n}) { number state } }`,
  corrections: (n) => `{ corrections(first: ${10 + (n % 90)}) { totalCount nodes { number state } } }`,
  distribution: (n) => `{ distribution(${slice(n)}) { summary { mean median } bins { from to count } } }`,
  event: (n) => `{ event(slug: "x${n}") { title } }`,
  events: (n) => `{ events(first: ${10 + (n % 90)}) { totalCount nodes { slug title } } }`,
  export: (n) => `{ export(id: "x${n}") { status } }`,
  labels: () => '{ labels(enum: "OfficeKind") { label } }',
  limits: () => '{ limits { cost depth } }',
  livingLab: (n) => `{ livingLab(slug: "x${n}") { title } }`,
  livingLabs: (n) => `{ livingLabs(first: ${10 + (n % 90)}) { totalCount nodes { slug title } } }`,
  metric: () => `{ metric(code: "${metric}") { code name facets { code } } }`,
  metrics: (n) => `{ metrics(first: ${10 + (n % 90)}) { totalCount nodes { code name } } }`,
  node: (n) => `{ node(id: "${globalId('Project', project(n))}") { ... on Project { title startsOn } } }`,
  nodes: (n) => {
    const ids = Array.from({ length: 100 }, (_, i) => `"${globalId('Project', project(n * 100 + i))}"`);
    return `{ nodes(ids: [${ids.join(', ')}]) { ... on Project { title startsOn } } }`;
  },
  observations: (n, code) =>
    `{ observations(first: 50, filter: {metrics: ["${metric}"], subjects: [{terc: "${code(n)}"}]}) { nodes { period value flag } } }`,
  office: (n) => `{ office(id: "${globalId('Office', `x${n}`)}") { name } }`,
  offices: (n) => `{ offices(first: ${10 + (n % 90)}) { totalCount nodes { id name kind } } }`,
  practice: (n) => `{ practice(slug: "practice-${n % 2_000}") { ${practiceFields} } }`,
  practices: (n) => `{ practices(first: ${10 + (n % 90)}) { totalCount nodes { ${practiceFields} } } }`,
  problems: (n) => `{ problems(first: ${10 + (n % 90)}) { totalCount nodes { kind text reason source { name } } } }`,
  programmes: (n) => `{ programmes(first: ${10 + (n % 90)}) { totalCount nodes { code name level } } }`,
  project: (n) => `{ project(contractNumber: "RPXX.${n}") { ${projectFields} } }`,
  projectStatistics: (n) =>
    `{ projectStatistics(filter: {startsOn: {from: "2014-01-${String(1 + (n % 28)).padStart(2, '0')}"}}) { count } }`,
  projects: (n) => `{ projects(first: ${10 + (n % 90)}) { totalCount nodes { ${projectFields} } } }`,
  ranking: (n) => `{ ranking(first: 20, ${slice(n)}) { totalCount nodes { rank value unit { name } } } }`,
  rateLimit: () => '{ rateLimit { remaining } }',
  regionalAggregate: (n) => `{ regionalAggregate(${slice(n)}, level: GMINA, within: "02") { value units covered } }`,
  release: () => '{ release { number releasedAt } }',
  releases: (n) => `{ releases(first: ${10 + (n % 90)}) { totalCount nodes { number } } }`,
  resolveTerritorialUnits: (n) =>
    `{ resolveTerritorialUnits(references: [${texts(20, n)}]) { candidates { confidence unit { terc name } } } }`,
  search: (n) => `{ search(text: "Miasto ${2_400 + (n % 100)}", first: 20) { totalCount nodes { type title } } }`,
  territorialUnit: (n, code) => `{ territorialUnit(terc: "${code(n)}") { ${unitFields} } }`,
  territorialUnitAt: (n) =>
    `{ territorialUnitAt(latitude: ${50 + (n % 300) / 100}, longitude: ${15 + (n % 700) / 100}) { ${unitFields} } }`,
  territorialUnitCoverage: () => '{ territorialUnitCoverage { __typename } }',
  territorialUnits: (n) => `{ territorialUnits(first: ${10 + (n % 90)}) { totalCount nodes { ${unitFields} } } }`,
  timeSeries: (n, code) =>
    `{ timeSeries(metrics: ["${metric}"], subjects: [{terc: "${code(n)}"}, {terc: "${code(n + 1)}"}]${group(n * 25)}) { series { points { period value flag } } } }`,
  viewer: () => '{ viewer { role } }',
  topics: () => '{ topics { slug name } }',
};

const hostile: Record<string, Shape['query']> = {
  'distribution { asJsonStat } × 20': times(20, (n) => `distribution(${slice(n)}) { asJsonStat }`),
  'distribution of one slice { asJsonStat } × 20': (n) =>
    times(20, () => `distribution(${slice(n)}) { asJsonStat }`)(n),
  'benchmark { asJsonStat } × 20': (n, code) =>
    times(20, (i) => `benchmark(${slice(i)}, subject: {terc: "${code(i)}"}) { asJsonStat }`)(n),
  'distribution, 100 bins × 20': times(20, (n) => `distribution(${slice(n)}, bins: 100) { bins { from to count } }`),
  'ranking(first: 1) × 20': times(20, (n) => `ranking(first: 1, ${slice(n)}) { nodes { rank } }`),
  'ranking(first: 100, units) × 20': times(
    20,
    (n) => `ranking(first: 100, ${slice(n)}) { nodes { rank value unit { name parent { name } } } }`,
  ),
  'ranking(first: 1) { asJsonStat } × 20': times(20, (n) => `ranking(first: 1, ${slice(n)}) { asJsonStat }`),
  'benchmark { peers } × 20': (n, code) =>
    times(20, (i) => `benchmark(${slice(i)}, subject: {terc: "${code(i)}"}) { peers(first: 1) { nodes { terc } } }`)(n),
  'benchmark { peerCodes } × 20': (n, code) =>
    times(20, (i) => `benchmark(${slice(i)}, subject: {terc: "${code(i)}"}) { peerCodes }`)(n),
  'benchmark, nearest by distance × 20': (n, code) =>
    times(
      20,
      (i) => `benchmark(${slice(i)}, subject: {terc: "${code(i)}"}, peers: {nearestByDistance: 500}) { rank }`,
    )(n),
  'choropleth of gminas × 20': times(20, (n) => `choropleth(${slice(n)}) { regions(first: 1) { value } }`),
  'choropleth of gminas with their outlines': (n) =>
    `{ choropleth(${slice(n)}) { regions { value unit { terc name outline } } } }`,
  'regionalAggregate × 20': times(20, (n) => `regionalAggregate(${slice(n)}, level: GMINA) { value }`),
  'timeSeries of 40 subjects': (n, code) => {
    const subjects = Array.from({ length: 40 }, (_, i) => `{terc: "${code(n * 40 + i)}"}`).join(', ');
    return `{ timeSeries(metrics: ["${metric}"], subjects: [${subjects}]) { asJsonStat } }`;
  },
  'observations of a metric, a page of 100 × 20': times(
    20,
    (n) =>
      `observations(first: 100, filter: {metrics: ["${metric}"], period: {from: "${year(n)}", to: "${year(n)}"}}) { totalCount nodes { value subject { __typename } } }`,
  ),
  'search with 12 typing errors × 20': times(
    20,
    (n) =>
      `search(first: 1, text: "${Array.from({ length: 12 }, (_, i) => typo(n * 12 + i)).join(' ')}") { totalCount }`,
  ),
  'search for words that all have × 20': times(
    20,
    (n) =>
      `search(first: 1, text: "rozwój wsparcie budowę infrastruktury nr zdrowia dróg kolei wody ${n}") { totalCount }`,
  ),
  'search for the beginning of a word × 20': times(
    20,
    (n) => `search(first: 1, text: "fundacja mia${'abcdefghij'[n % 10]}") { totalCount }`,
  ),
  'offices(filter: {text}) × 20': times(
    20,
    (n) => `offices(first: 1, filter: {text: "urzad laka ${n}"}) { totalCount }`,
  ),
  'territorialUnits(filter: {name}) × 20': times(
    20,
    (n) => `territorialUnits(first: 1, filter: {name: "łąka ${n}"}) { totalCount }`,
  ),
  'territorialUnits(asOf) × 20': times(
    20,
    (n) =>
      `territorialUnits(first: 1, asOf: "20${13 + (n % 9)}-0${1 + (n % 9)}-1${Math.floor(n / 90) % 10}") { totalCount }`,
  ),
  'resolveTerritorialUnits of 499 texts': (n) =>
    `{ resolveTerritorialUnits(references: [${texts(499, n)}]) { candidates { confidence } } }`,
  'boundary × 100': (n) =>
    `{ territorialUnits(first: ${91 + (n % 10)}, filter: {levels: GMINA, withinAny: "${['14', '30', '24', '06'][n % 4]}"}) { nodes { boundary { geometry } } } }`,
  'territorialUnitAt × 20': times(
    20,
    (n) => `territorialUnitAt(latitude: ${50 + (n % 317) / 100}, longitude: ${15 + (n % 713) / 100}) { terc }`,
  ),
  'problems(kind) × 20': times(
    20,
    (n) => `problems(first: ${1 + (n % 90)}, filter: {kinds: [INVALID_VALUE]}) { totalCount }`,
  ),
  'practices(filter: {text}) × 20': times(
    20,
    (n) => `practices(first: 1, filter: {text: "${wordOf(n).slice(0, 3)}"}) { totalCount }`,
  ),
  'projects(filter: {text}) × 20': times(
    20,
    (n) => `projects(first: 1, filter: {text: "rozwój nr ${n}"}) { totalCount }`,
  ),
  'projects(filter: {beneficiary}) × 20': times(
    20,
    (n) => `projects(first: 1, filter: {beneficiaryText: "fundacja rozwoju nr ${n}"}) { totalCount }`,
  ),
  'projectStatistics, grouped by two': (n) =>
    `{ projectStatistics(groupBy: [GMINA, START_YEAR], filter: {startsOn: {from: "2014-01-0${1 + (n % 9)}"}}) { count groups { count } } }`,
  'projects of 100 units with what is below': (n) =>
    `{ territorialUnits(first: 100, filter: {levels: POWIAT}) { nodes { projects(first: ${1 + (n % 9)}, includeDescendants: true) { totalCount } } } }`,
  'a page of 100 projects with everything': (n) =>
    `{ projects(first: 100, filter: {programmes: ["${globalId('Programme', `2014-2020/p${1 + (n % 20)}`)}"]}) { nodes { ${projectFields} summary participations { nodes { role statedName } } } } }`,
  'three levels of 100': (n) =>
    `{ territorialUnits(first: 16, filter: {levels: VOIVODESHIP}) { nodes { name children(first: 40) { nodes { name children(first: ${10 + (n % 5)}) { nodes { name kind terc validFrom } } } } } } }`,
  'children of all powiats with their history': (n) =>
    `{ territorialUnits(first: ${90 + (n % 10)}, filter: {levels: POWIAT}) { nodes { name versions { name validFrom validTo } } } }`,
};

export const shapes: readonly Shape[] = [
  ...Object.entries(roots).map(([name, query]) => ({ name, query })),
  ...Object.entries(hostile).map(([name, query]) => ({ name, query, isHostile: true })),
];

export const rootFields: readonly string[] = Object.keys(roots);
