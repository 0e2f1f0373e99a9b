import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultLimits, type Limits, readConfig } from '#config';
import { startHub } from '../harness/hub.ts';

const documented = readFileSync('docs/limits.md', 'utf8');
const names = Object.keys(defaultLimits) as (keyof Limits)[];
const variableOf = (name: string): string =>
  `LIMIT_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

describe.for(names)('the limit %s', (name) => {
  const variable = variableOf(name);
  const row = documented.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
  const [min, max] = (/ ([\d,]+)–([\d,]+) \|/.exec(row) ?? []).slice(1).map((text) => Number(text.replaceAll(',', '')));

  test('is documented with its default and its range', () => {
    expect(row).toContain(`| ${defaultLimits[name].toLocaleString('en')} | \`${variable}\` `);
    for (const value of [min, max]) {
      const others =
        name === 'headersTimeoutMs' ? { LIMIT_REQUEST_TIMEOUT_MS: '600000' } : { LIMIT_HEADERS_TIMEOUT_MS: '1000' };
      expect(readConfig({ ...others, [variable]: String(value) }).limits[name]).toBe(value);
    }
  });

  test.for(['0', '-1', '1.5', '1e3', 'many', '99999999999', '٣'])('is not set to %s', (value) => {
    expect(() => readConfig({ [variable]: value })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIGURATION',
        message: expect.stringContaining(`${variable} is "${value}"`),
      }),
    );
  });

  test('is derived from the API', async () => {
    expect(await hub.ask(`{ limits { ${name} } }`)).toEqual({ limits: { [name]: set[name] ?? defaultLimits[name] } });
  });
});

test.for(['nonsense', 'http://127.0.0.1:6379', '/tmp/socket'])('REDIS_URL is not %s', (value) => {
  expect(() => readConfig({ REDIS_URL: value })).toThrow(/^REDIS_URL is no address of a Redis/);
});

test('the head of a request has no more time than the whole', () => {
  expect(() => readConfig({ LIMIT_HEADERS_TIMEOUT_MS: '30000' })).toThrow(
    /LIMIT_HEADERS_TIMEOUT_MS is 30000, more than/,
  );
});

const set: Partial<Limits> = { pageEntries: 50, nodes: 2, references: 3, cost: 5_000 };
const hub = await startHub({ limits: set });

test.for<readonly [string, string, Record<string, unknown>, RegExp]>([
  ['a page', '{ releases(first: 51) { totalCount } }', {}, /^"first" is 51\. Ask for 1 to 50/],
  [
    'a page from its end',
    'query($n: Int) { releases(last: $n) { totalCount } }',
    { n: 51 },
    /^"last" is 51\. Ask for 1 to 50/,
  ],
  ['a page in a fragment', '{ ...F } fragment F on Query { offices(first: 90) { totalCount } }', {}, /^"first" is 90/],
  ['ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', {}, /Ask for at most 2/],
  [
    'references',
    `{ resolveTerritorialUnits(references: [${'{ text: "a" }'.repeat(4)}]) { text } }`,
    {},
    /Give at most 3/,
  ],
])('%s beyond what is configured', async ([, query, variables, message]) => {
  hub.statements();
  const { data, errors } = await hub.answer(query, variables);
  expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
  expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(hub.statements()).toEqual([]);
});

test('what is configured is within the limit', async () => {
  expect(await hub.ask('{ releases(first: 50) { totalCount } }')).toMatchObject({ releases: {} });
});

test('an operation that is refused for its cost is informed what it would cost', async () => {
  const response = await hub.app.handler.fetch(
    `http://hub.test/graphql?query=${encodeURIComponent('{ projectStatistics(groupBy: [FUND, ROLE]) { count } }')}`,
  );
  const { errors, extensions } = (await response.json()) as { errors: object[]; extensions: object };
  expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'cost', max: 5_000 } }]);
  expect(extensions).toEqual({ cost: { requested: 32_070, limit: 5_000 } });
});

test('every code that callers can meet is documented, and every documented one is in use', () => {
  const known = new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && /^(graphql|http|domains|platform\/errors)/.test(name))
      .flatMap((name) => codesIn(readFileSync(join('src', name), 'utf8'))),
  );
  // Of commands, which callers of the API never meet.
  for (const code of [
    'BAD_ARGUMENT',
    'FILE_REFUSED',
    'PORT_TAKEN',
    'PORT_FORBIDDEN',
    'BAD_HOST',
    'BAD_CONFIGURATION',
  ]) {
    known.delete(code);
  }
  const table = documented.slice(documented.indexOf('| code | meaning |'));
  const stated = table.match(/`[A-Z]+(_[A-Z]+)*`/g) ?? [];
  expect(stated.map((code) => code.slice(1, -1)).toSorted()).toEqual([...known].toSorted());
});

/** Where an error is made, or a class of errors has its code. */
function codesIn(text: string): string[] {
  const patterns = [
    /\bcode\b(?: = |: )'([A-Z_]+)'/g,
    /(?:new (?:HttpProblem|OperatorError)|super)\(\s*(?:\d+,\s*)?'([A-Z_]+)'/g,
    /badRequest\(\s*'([A-Z_]+)'/g,
    /^ {2}(GRAPHQL_[A-Z_]+):/gm,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code as string));
}
