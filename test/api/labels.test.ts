/** Labels of enums, and the language of texts. */
import { isEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import '#domains';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ cache: { answerBytes: 1e6, documentBytes: 1e6, maxAgeSeconds: 60, staleSeconds: 0 } });
const enums = Object.values(buildSchema().getTypeMap()).filter(isEnumType);

interface Labelled {
  readonly labels: readonly { readonly value: string; readonly pl: string; readonly en: string }[];
}

describe('every value of every enum has a label in both languages', () => {
  test.for(enums.filter(({ name }) => !name.startsWith('__')))('$name', async (type) => {
    const { labels } = await hub.ask<Labelled>(
      'query ($enum: String!) { labels(enum: $enum) { value pl: label(lang: PL) en: label(lang: EN) } }',
      { enum: type.name },
    );
    expect(labels.map(({ value }) => value)).toEqual(type.getValues().map(({ name }) => name));
    // Without a label a value would be its own.
    const missing = labels.filter(({ value, pl, en }) => pl === value && en === value && !known.has(value));
    expect(missing).toEqual([]);
  });
});

/** Values that are called the same in both languages. */
const known: ReadonlySet<string> = new Set(['NIP', 'REGON', 'CAF', 'EFQM']);

test('an unknown enum is an error at its place', async () => {
  const { data, errors } = await hub.answer('{ labels(enum: "Nothing") { value } release { number } }');
  expect(data).toEqual({ labels: null, release: { number: 1 } });
  expect(errors).toMatchObject([{ path: ['labels'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

describe('without an argument, texts are in the language of the request', () => {
  const query = '{ territorialUnit(terc: "02") { name pl: name(lang: PL) en: name(lang: EN) } }';
  const polish = { name: 'dolnośląskie', pl: 'dolnośląskie', en: 'Lower Silesia' };
  const english = { ...polish, name: 'Lower Silesia' };

  const requests = {
    GET: (headers: Record<string, string>) =>
      hub.app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`, { headers }),
    POST: (headers: Record<string, string>) =>
      hub.app.handler.fetch('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
  };

  // Each twice, so that a cached response of one language would be seen in the other.
  test.for([
    ...(['GET', 'POST'] as const).flatMap((method) =>
      [1, 2].flatMap((time) => [
        { method, time, header: 'en', expected: english },
        { method, time, header: 'pl', expected: polish },
        { method, time, header: 'en-GB,en;q=0.9,pl;q=0.8', expected: english },
        { method, time, header: 'de, pl;q=0.5', expected: polish },
        { method, time, header: '*', expected: polish },
        { method, time, header: null, expected: polish },
      ]),
    ),
  ])('$method, time $time, Accept-Language: $header', async ({ method, header, expected }) => {
    const response = await requests[method](header === null ? {} : { 'accept-language': header });
    expect(await response.json()).toMatchObject({ data: { territorialUnit: expected } });
    expect(response.headers.get('vary')).toContain('Accept-Language');
  });

  test('an address has another entity tag in each language', async () => {
    const tags = await Promise.all(
      ['pl', 'en'].map(async (language) => (await requests.GET({ 'accept-language': language })).headers.get('etag')),
    );
    expect(new Set(tags).size).toBe(2);
    const unchanged = await requests.GET({ 'accept-language': 'en', 'if-none-match': tags[0] ?? '' });
    expect(unchanged.status).toBe(200);
  });

  test('a variable of the language still works, given or not', async () => {
    const named = 'query ($lang: Language! = EN) { territorialUnit(terc: "02") { name(lang: $lang) } }';
    expect(await hub.ask(named)).toEqual({ territorialUnit: { name: 'Lower Silesia' } });
    expect(await hub.ask(named, { lang: 'PL' })).toEqual({ territorialUnit: { name: 'dolnośląskie' } });
    const optional = 'query ($lang: Language) { territorialUnit(terc: "02") { name(lang: $lang) } }';
    expect(await hub.ask(optional)).toEqual({ territorialUnit: { name: 'dolnośląskie' } });
    expect(await hub.ask(optional, { lang: null })).toEqual({ territorialUnit: { name: 'dolnośląskie' } });
  });
});
