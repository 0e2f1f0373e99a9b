/** What clients accept, by headers as browsers and programs write them. */
import { describe, expect, it } from 'vitest';
import { acceptedEncoding, acceptedLanguage, acceptedType, takesPage, takesPlain } from '#http/accept.ts';

const data = ['application/json', 'application/graphql-response+json', 'text/event-stream'] as const;

describe('media types', () => {
  it.each([
    [undefined, 'application/json'],
    [' ', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json; q=0.5, application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json;q=0.5 ,application/graphql-response+json ;q=0.6', 'application/graphql-response+json'],
    ['text/event-stream; q=0.1, application/json;q=0.9', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    [
      'application/graphql-response+json; charset=utf-8; q=0.9, application/json; q=0.8',
      'application/graphql-response+json',
    ],
    ['application/json; q=0', undefined],
    ['image/png', undefined],
  ])('of %j: %s', (header, type) => {
    for (let time = 0; time < 2; time += 1) expect(acceptedType(header, data)).toBe(type);
  });

  it('are a page only for who prefers one', () => {
    const headers = [
      'text/html,application/xhtml+xml,*/*;q=0.8',
      'text/html; q=0.5, application/json',
      '*/*',
      undefined,
    ];
    expect(headers.map(takesPage)).toEqual([true, false, false, false]);
  });

  it('of headers that are too long are those of their beginning', () => {
    const long = `application/graphql-response+json,${'x/y,'.repeat(1_000)}`;
    expect(acceptedType(long, data)).toBe('application/graphql-response+json');
  });

  it('are found for more headers than are kept', () => {
    const found = Array.from({ length: 1_200 }, (_, n) => acceptedType(`application/json;q=0.${n}1, x/y${n}`, data));
    expect(new Set(found)).toEqual(new Set(['application/json']));
  });
});

it('languages are those of the hub, the first where none is', () => {
  const offered = ['en', 'pl'] as const;
  const headers = ['pl-PL,pl;q=0.9,en;q=0.8', 'de', 'en;q=0.1, pl; q=0.2', ''];
  expect(headers.map((header) => acceptedLanguage(header, offered))).toEqual(['pl', 'en', 'pl', 'en']);
});

it('encodings are the smallest, and plain is refused by who says so', () => {
  const headers = ['gzip, deflate, br', 'gzip', 'identity', 'br;q=0, gzip; q=0.5', undefined, 'gzip, identity;q=0'];
  expect(headers.map(acceptedEncoding)).toEqual(['br', 'gzip', 'identity', 'gzip', 'identity', 'gzip']);
  expect(headers.map(takesPlain)).toEqual([true, true, true, true, true, false]);
});
