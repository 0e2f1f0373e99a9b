import { pino } from 'pino';
import { expect, test } from 'vitest';
import { routeRequests } from '#http/router.ts';

const debug = 20;
const error = 50;

test.for([
  ['a caller who goes away is no error of the hub', true, debug],
  ['a failure while somebody waits is one', false, error],
] as const)('%s', async ([, goesAway, level]) => {
  const lines: { level: number }[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const caller = new AbortController();
  const answer = async (): Promise<never> => {
    if (goesAway) caller.abort();
    throw new Error('It did not come to an end');
  };
  const handle = routeRequests({ routes: [{ path: '/x', methods: ['GET'], answer }] }, log);
  const { status, body } = await handle({
    id: 'r1',
    method: 'GET',
    path: '/x',
    query: '',
    headers: {},
    peerAddress: '127.0.0.1',
    body: async () => Buffer.alloc(0),
    gone: () => caller.signal,
  });
  expect(status).toBe(500);
  expect(String(body)).not.toContain('It did not');
  expect(lines.map((line) => line.level)).toEqual([level]);
});
