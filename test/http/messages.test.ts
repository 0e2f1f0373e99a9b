import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inPolish } from '#graphql/document-messages.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

interface Problem {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly messages: { readonly pl: string; readonly en: string } };
}

async function errorsOf(query: string, variables: object = {}, language = 'en'): Promise<Problem[]> {
  const response = await hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { errors?: Problem[] }).errors ?? [];
}

/** Words of English sentences, which no Polish one has. */
const english =
  /\b(the|is|are|was|not|must|can|of|cannot|with|did|you|mean|expected|unexpected|found|given|take|value)\b/i;

describe('what graphql-js says of a document or of variables', () => {
  test.for<readonly [query: string, variables?: object]>([
    ['{'],
    [''],
    ['{ release { number } '],
    ['query { release(number: 01) { number } }'],
    ['query { release(number: 1.) { number } }'],
    ['{ a(b: "x) }'],
    ["{ a(b: 'x') }"],
    ['{ a(b: "\\q") }'],
    ['{ a(b: "\\u00zz") }'],
    ['{ a(b: "\u0007") }'],
    ['{ ? }'],
    ['query ($a: Int = $b) { release(number: $a) { number } }'],
    ['fragment on on Release { number }'],
    ['type A { a: Int }'],
    ['extend schema @a'],
    ['mutation { a }'],
    ['subscription { a }'],
    ['{ nothing }'],
    ['{ territorialUnitz { id } }'],
    ['{ node(id: "x") { terc } }'],
    ['{ release { ... on Int { number } } }'],
    ['{ release { ...F } } fragment F on Date { number }'],
    ['{ release(nummber: 1) { number } }'],
    ['{ release(x: 1) { number } }'],
    ['{ release @skip(unless: true, if: true) { number } }'],
    ['{ release @nothing { number } }'],
    ['query @skip(if: true) { release { number } }'],
    ['{ release { ...F } }'],
    ['{ release { ... on Releas { number } } }'],
    ['{ release { number } } query A { release { number } }'],
    ['{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }'],
    ['{ release { ...F } } fragment F on Release { ...G } fragment G on Release { ...F }'],
    ['{ release { ...F } } fragment F on Release { ...F }'],
    ['query A { release(number: $a) { number } }'],
    ['{ release(number: $a) { number } }'],
    ['{ release { number } } fragment F on Release { number }'],
    ['query A($a: Int) { release { number } }'],
    ['query ($a: Int) { release { number } }'],
    ['{ a: release { number } a: limits { cost } }'],
    ['{ release { number number: releasedAt } }'],
    ['{ release(number: 1) { number } release(number: 2) { number } }'],
    ['{ release { ... on TerritorialUnit { terc } } }'],
    ['{ release { ...F } } fragment F on TerritorialUnit { terc }'],
    ['{ territorialUnits(asOf: "2020-01-01") { nodes { name(lang: null) } } }'],
    ['{ nodes { id } }'],
    ['{ release @skip { number } }'],
    ['{ release { number { a } } }'],
    ['{ release }'],
    ['{ release(number: 1, number: 2) { number } }'],
    ['{ release { ...F } } fragment F on Release { number } fragment F on Release { number }'],
    ['{ resolveTerritorialUnits(references: [{ text: "a", text: "b" }]) { text } }'],
    ['{ resolveTerritorialUnits(references: [{ name: "a" }]) { text } }'],
    ['query A { release { number } } query A { release { number } }'],
    ['query ($a: Int, $a: Int) { release(number: $a) { number } }'],
    ['{ release @skip(if: true) @skip(if: true) { number } }'],
    ['query ($a: Release) { release(number: $a) { number } }'],
    ['query ($a: String) { release(number: $a) { number } }'],
    ['query ($a: Int!) { release(number: $a) { number } }'],
    ['query ($a: Int!) { release(number: $a) { number } }', { a: null }],
    ['query ($a: Int!) { release(number: $a) { number } }', { a: 1.5 }],
    ['query ($a: Int!) { release(number: $a) { number } }', { a: 9_999_999_999 }],
    ['query ($a: [ID!]!) { nodes(ids: $a) { id } }', { a: [null] }],
    ['query ($a: [ID!]!) { nodes(ids: $a) { id } }', { a: [{}] }],
    ['query ($a: [TerritorialUnitReference!]!) { resolveTerritorialUnits(references: $a) { text } }', { a: [1] }],
    [
      'query ($a: [TerritorialUnitReference!]!) { resolveTerritorialUnits(references: $a) { text } }',
      { a: [{ x: 1 }] },
    ],
    [
      'query ($a: [TerritorialUnitReference!]!) { resolveTerritorialUnits(references: $a) { text } }',
      { a: [{ text: 1 }] },
    ],
    [
      'query ($a: DimensionValueInput!) { distribution(metric: "a", period: "2019", dimensions: [$a]) { bins { count } } }',
      { a: {} },
    ],
    ['query ($a: Date) { territorialUnits(asOf: $a) { totalCount } }', { a: '2020-02-30' }],
    ['query ($a: Date) { territorialUnits(asOf: $a) { totalCount } }', { a: 1 }],
    ['query ($a: Date) { territorialUnits(asOf: $a) { totalCount } }', { a: '0000-01-01' }],
    ['{ territorialUnits(asOf: 2020) { totalCount } }'],
    ['{ territorialUnits(asOf: "2020") { totalCount } }'],
    ['query ($a: ProblemKind!) { problems(filter: { kinds: [$a] }) { totalCount } }', { a: 'ROW' }],
    ['query ($a: ProblemKind!) { problems(filter: { kinds: [$a] }) { totalCount } }', { a: 7 }],
    ['{ problems(filter: { kinds: [ROW_REJECTEDS] }) { totalCount } }'],
    ['{ problems(filter: { kinds: ["ROW"] }) { totalCount } }'],
    ['{ release(number: "a") { number } }'],
    ['{ release(number: 99999999999) { number } }'],
    ['{ release(number: 1) @skip(if: 1) { number } }'],
    ['query ($a: Boolean!) { release @skip(if: $a) { number } }', { a: 'yes' }],
    ['query ($a: String) { territorialUnit(terc: $a) { id } }', { a: 5 }],
    ['{ territorialUnit(terc: 5) { id } }'],
    ['query ($a: Float!) { territorialUnitAt(latitude: $a, longitude: 1) { id } }', { a: 'x' }],
    [`{ ${Array.from({ length: 150 }, (_, i) => `nothing${i % 19}`).join(' ')} }`],
  ])('%s %o is stated in Polish, too', async ([query, variables]) => {
    const errors = await errorsOf(query, variables);
    expect(errors).not.toEqual([]);
    for (const { message, extensions } of errors) {
      expect(message).toBe(extensions.messages.en);
      expect(inPolish(message) ?? extensions.messages.pl, message).toBe(extensions.messages.pl);
      expect(extensions.messages.pl.replaceAll(/"[^"]*"/g, ''), message).not.toMatch(english);
    }
    const inTheirOrder = errors.map(({ extensions }) => extensions.messages.pl);
    expect((await errorsOf(query, variables, 'pl')).map(({ message }) => message)).toEqual(inTheirOrder);
  });
});

test('names and values of a caller are not repeated at length', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `$v${i}: Int`);
  const [first, ...others] = await errorsOf(`query ${'q'.repeat(30_000)}(${names.join(' ')}) { __typename }`);
  expect(others).toHaveLength(20);
  expect(first?.message).toMatch(/^Variable "\$v0" is never used in operation "q{100}…"\.$/);
  expect(first?.extensions.messages.pl).toMatch(/^Zmienna "\$v0" nie jest używana w operacji "q{100}…"\.$/);
});

test('every refusal has a Polish sentence of its own', () => {
  const without = sources('src').flatMap((file) =>
    refusalsIn(readFileSync(file, 'utf8'))
      .filter((text) => !/\bpolish\b|,\s*options,?\s*\)$/.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(without).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** What stands between the brackets of each refusal that is made. */
function refusalsIn(text: string): string[] {
  return [...text.matchAll(/new (BadInputError|HttpProblem)\(/g)].map(({ index }) => {
    let depth = 0;
    let end = text.indexOf('(', index);
    do {
      if ('([{'.includes(text[end] as string)) depth += 1;
      if (')]}'.includes(text[end] as string)) depth -= 1;
      end += 1;
    } while (depth > 0);
    return text.slice(index, end);
  });
}
