/** Answers of the Local Data Bank's API v1, one by one or several in one file. */

import { isCountable } from '#formats/numbers.ts';
import { type MetricDefinition, parsePeriod, type StatedValue, type Statement } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import { parseBdlId } from '#registry';
import { attributeOfId } from './attributes.ts';
import { CityValues } from './cities.ts';
import { type BdlExport, namesBeside } from './export.ts';
import { type Fragment, fragmentsIn, fragmentText } from './fragments.ts';
import { readUnit } from './header.ts';
import { knownVariables, unknownMetric } from './known-metrics.ts';

type Plain = Readonly<Record<string, unknown>>;

/** One series: a variable of a unit. */
interface Series {
  /** Null where the answer does not say it. */
  readonly variable: string | null;
  readonly unit: string | null;
  readonly unitName: string | undefined;
  readonly values: readonly unknown[];
}

interface Variable {
  readonly names: readonly string[];
  readonly measure: string | null;
  readonly subject: string | null;
}

const deepest = 4;

export function readApiAnswer(text: string): BdlExport {
  const answer = parse(text);
  const series = seriesIn(answer, {}, 0);
  if (series.length === 0) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The JSON holds no data of the Local Data Bank.',
      'Save an answer of /data/by-variable or /data/by-unit.',
    );
  }
  const fragments = fragmentsIn(answer);
  const variables = new Map(entriesIn(answer, isVariable, 0).map((entry) => [String(entry['id']), variableOf(entry)]));
  const subjects = new Map(entriesIn(answer, isSubject, 0).map(({ id, name }) => [String(id), String(name)]));
  const cityLevels = cityLevelsOf(series);
  const metrics = new Map<string, MeasuredMetric>();
  for (const { variable: id } of series) {
    if (id === null || metrics.has(id)) continue;
    const variable = variables.get(id);
    metrics.set(id, metricOf(id, variable, subjects.get(variable?.subject ?? '') ?? null, cityLevels(id)));
  }
  return {
    format: ['BDL API answer, json', ...fragments.map(fragmentText)].join('; '),
    facetCode: 'bdl-api',
    facetName: 'Bank Danych Lokalnych, API v1',
    metrics: [...metrics.values()].map(({ metric }) => metric),
    latestPeriod: latestOf(series),
    statements: () => withFragments(fragments, statementsOf(series, metrics)),
  };
}

/** What is not in the file is listed with what cannot be taken. */
function* withFragments(fragments: readonly Fragment[], statements: Iterable<Statement>): Generator<Statement> {
  for (const fragment of fragments) {
    const reason = `${fragmentText(fragment)}. Add the other pages, or fetch the whole list with "npm run sync -- bdl".`;
    const source = { number: 1, text: JSON.stringify(fragment) };
    yield { kind: 'reject', column: 'totalRecords', reason, source };
  }
  yield* statements;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RefusedFileError('UNREADABLE', 'The file is no whole JSON.', 'Download it again.', { cause: error });
  }
}

interface MeasuredMetric {
  readonly metric: MetricDefinition;
  readonly factor: number;
}

function metricOf(
  id: string,
  variable: Variable | undefined,
  subject: string | null,
  cityLevels: MetricDefinition['cityLevels'],
): MeasuredMetric {
  const { unit, factor } = readUnit(variable?.measure ?? 'nie podano', 'nie podano');
  const names = variable?.names ?? [];
  const known = knownVariables[id];
  if (known !== undefined) return { metric: known, factor };
  // "ogółem" alone says nothing; what it is the total of stands with the subject.
  const name = names.length === 0 ? `Zmienna BDL ${id}` : names.join(', ');
  const full = subject === null ? name : `${subject}: ${name}`;
  return { metric: { ...unknownMetric(`bdl-${id}`, full, unit), cityLevels, topic: subject }, factor };
}

/** Two as soon as one city has two different numbers; where no city stands at both levels nothing is joined either. */
function cityLevelsOf(series: readonly Series[]): (variable: string) => MetricDefinition['cityLevels'] {
  const values = new Map<string, CityValues>();
  for (const { variable, unit, values: stated } of series) {
    const terc = unit === null ? null : (parseBdlId(unit)?.terc ?? null);
    if (variable === null || terc === null) continue;
    const cities = values.get(variable) ?? new CityValues();
    values.set(variable, cities);
    for (const value of stated) {
      if (!isPlain(value) || value['val'] == null) continue;
      cities.see(terc.padEnd(7, '0'), String(value['year']), String(value['val']));
    }
  }
  return (variable) => (values.get(variable)?.agree === true ? 'ONE' : 'TWO');
}

interface Around {
  readonly variable?: string;
  readonly unit?: string;
  readonly unitName?: string;
}

function seriesIn(value: unknown, around: Around, depth: number): Series[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => seriesIn(entry, around, depth + 1));
  if (!isPlain(value)) return [];
  if (Array.isArray(value['values'])) return [seriesOf(value, around)];
  const inner = {
    ...around,
    ...(isId(value['variableId']) ? { variable: String(value['variableId']) } : {}),
    ...(isId(value['unitId']) ? { unit: String(value['unitId']), unitName: String(value['unitName'] ?? '') } : {}),
  };
  return Object.values(value).flatMap((entry) => seriesIn(entry, inner, depth + 1));
}

function seriesOf(entry: Plain, around: Around): Series {
  const id = isId(entry['id']) ? String(entry['id']) : null;
  const values = entry['values'] as readonly unknown[];
  if (around.unit !== undefined) return { variable: id, unit: around.unit, unitName: around.unitName, values };
  const unitName = typeof entry['name'] === 'string' ? entry['name'] : undefined;
  return { variable: around.variable ?? null, unit: id, unitName, values };
}

function isId(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Descriptions of variables and subjects, where the file holds them too. */
function entriesIn(value: unknown, isWanted: (entry: Plain) => boolean, depth: number): Plain[] {
  if (depth > deepest || typeof value !== 'object' || value === null) return [];
  if (isPlain(value) && isWanted(value)) return [value];
  return Object.values(value).flatMap((inner) => entriesIn(inner, isWanted, depth + 1));
}

function isVariable(entry: Plain): boolean {
  return isId(entry['id']) && typeof entry['n1'] === 'string';
}

function isSubject({ id, name }: Plain): boolean {
  return typeof id === 'string' && /^[KGP]\d+$/.test(id) && typeof name === 'string';
}

function variableOf(entry: Plain): Variable {
  const names = ['n1', 'n2', 'n3', 'n4', 'n5'].map((key) => entry[key]).filter((name) => typeof name === 'string');
  const measure = entry['measureUnitName'];
  const subject = entry['subjectId'];
  return {
    names,
    measure: typeof measure === 'string' ? measure : null,
    subject: typeof subject === 'string' ? subject : null,
  };
}

function latestOf(series: readonly Series[]): number | null {
  let latest: number | null = null;
  for (const { values } of series) {
    for (const value of values) {
      const period = periodOf(value);
      if (period !== null && (latest === null || period > latest)) latest = period;
    }
  }
  return latest;
}

function periodOf(value: unknown): number | null {
  const year = isPlain(value) ? value['year'] : null;
  return isId(year) ? parsePeriod(String(year)) : null;
}

function* statementsOf(series: readonly Series[], metrics: ReadonlyMap<string, MeasuredMetric>): Generator<Statement> {
  let number = 0;
  for (const one of series) {
    for (const stated of one.values) {
      number += 1;
      yield statementOf(one, isPlain(stated) ? stated : {}, number, metrics);
    }
  }
}

function statementOf(
  { variable, unit, unitName }: Series,
  stated: Plain,
  number: number,
  metrics: ReadonlyMap<string, MeasuredMetric>,
): Statement {
  const source = { number, text: JSON.stringify({ variable, unit, name: unitName, ...stated }) };
  const reject = (column: string, reason: string): Statement => ({ kind: 'reject', column, reason, source });
  const measured = variable === null ? undefined : metrics.get(variable);
  if (measured === undefined) {
    return reject(
      'variableId',
      'The answer does not say which variable it is of. Save the whole answer, with "variableId".',
    );
  }
  const period = periodOf(stated);
  if (period === null) return reject('year', 'There is no year. Save the answer again.');
  const read = readValue(stated, measured.factor);
  if (read === null) return reject('val', '"val" is no number. Save the answer again.');
  const code = unit ?? '';
  const place = { row: number, column: 'val', metric: measured.metric.code, code, level: null };
  const names = namesBeside(code, unitName);
  return { kind: 'value', source, value: { ...place, ...read, period, dimensions: {}, name: unitName, ...names } };
}

/** Where the answer states no attribute at all, a zero may be a filler; any other number is a value. */
function attributeOf(stated: Plain): ReturnType<typeof attributeOfId> {
  if ('attrId' in stated || Number(stated['val']) === 0) return attributeOfId(stated['attrId']);
  return { flag: 'NORMAL', mark: null };
}

type ReadValue = Pick<StatedValue, 'value' | 'flag' | 'verbatim' | 'mark'>;

function readValue(stated: Plain, factor: number): ReadValue | null {
  const number = stated['val'];
  const { flag, mark } = attributeOf(stated);
  const verbatim = number === null || number === undefined ? '' : String(number);
  if (flag === 'MISSING' || flag === 'NOT_YET_AVAILABLE') return { value: null, flag, verbatim, mark };
  if (verbatim === '') return { value: null, flag: 'MISSING', verbatim, mark };
  const value = Number(verbatim);
  return isCountable(value) ? { value: Number((value * factor).toPrecision(15)), flag, verbatim, mark } : null;
}
