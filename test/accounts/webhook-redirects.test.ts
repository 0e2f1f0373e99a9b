/** A webhook that answers with a redirect leads nowhere: neither to another address nor into the network of the hub. */
import type { lookup } from 'node:dns';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { transportThrough } from '#http/jobs/webhook-request.ts';
import { certificateFor } from '../harness/certificate.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn } from '../harness/visitor.ts';

const certificate = certificateFor('hooks.test');
let answers: { readonly status: number; readonly location?: string }[] = [];
let received: string[] = [];

/** Outside, the program that is meant; inside, what nobody may reach through the hub. */
const [outside, inside] = ['outside', 'inside'].map((name) =>
  createServer(certificate, (request, response) => {
    received.push(`${name} ${request.method} ${request.url}`);
    const { status, location } = (name === 'outside' ? answers.shift() : undefined) ?? { status: 204 };
    response
      .writeHead(status, location === undefined ? {} : { location, refresh: `0; url=${location}` })
      .end('x'.repeat(100_000));
  }),
) as [ReturnType<typeof createServer>, ReturnType<typeof createServer>];

const portOf = (server: typeof outside): number => (server.address() as AddressInfo).port;
const resolver = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
  callback(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup;
const transport = transportThrough({ resolver, isAllowed: (address) => address === '127.0.0.1', ca: certificate.cert });
const mail = await startMailServer();
const hub = await startHub({ smtpUrl: mail.url, news: { transport } });

beforeAll(async () => {
  for (const server of [outside, inside]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  for (const server of [outside, inside]) server.close();
});

const target = (): string => `https://hooks.test:${portOf(outside)}/hook`;

test.each([301, 302, 303, 307, 308])('a redirect with %s is not followed', async (status) => {
  const job = { webhook: 'w', url: target(), secret: 'whsec_YQ==', messageId: 'm', body: '{}' };
  for (const location of [
    `https://127.0.0.1:${portOf(inside)}/`,
    `https://hooks.test:${portOf(inside)}/`,
    '/elsewhere',
  ]) {
    [answers, received] = [[{ status, location }], []];
    expect(await transport.send(job, new Date())).toBe(status);
    expect(received).toEqual(['outside POST /hook']);
  }
});

test('a redirect is a failure: the release is sent again to the same address', async () => {
  const clerk = await signIn(hub, mail, 'clerk@urzad.test');
  const { data } = await clerk.graphql(
    'mutation ($url: String!) { createWebhook(address: $url) { userErrors { code } } }',
    { url: target() },
  );
  expect(data).toEqual({ createWebhook: { userErrors: [] } });
  [answers, received] = [[{ status: 307, location: `https://hooks.test:${portOf(inside)}/` }], []];
  const practice = { slug: 'redirected', title: 'Praktyka' };
  await hub.load('practices', 'redirected.json', JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 120_000, interval: 100 });
  expect(received).toEqual(['outside POST /hook', 'outside POST /hook']);
});
