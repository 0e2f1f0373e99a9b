/** Webhooks lead to no address inside the network of the hub. */
import type { lookup } from 'node:dns';
import { expect, test } from 'vitest';
import { isPublic, publicTransport, transportThrough } from '#http/jobs/webhook-request.ts';

test.for([
  '127.0.0.1',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.2.1',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
  '::',
  '::1',
  'fd00::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::a00:1',
  '2002:a00:1::1',
])('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.for(['193.0.6.139', '2a00:1450:4001:830::200e'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

const jobTo = (url: string) => ({ webhook: 'w', url, secret: 'whsec_YQ==', messageId: 'm', body: '{}' });

test.for([
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://localhost/x',
])('%s is not sent to', async (url) => {
  await expect(publicTransport.send(jobTo(url), new Date())).rejects.toThrow('private network');
});

/** A name that leads to these addresses, one after the other, as a name that is bound anew does. */
function names(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolver = ((hostname: string, _options: object, callback: (error: null, found: object[]) => void) => {
    const addresses = answers[asked.length] ?? [];
    asked.push(hostname);
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof lookup;
  return { resolver, asked };
}

test.for([[['10.0.0.1']], [['193.0.6.139', '127.0.0.1']], [['2a00:1450:4001:830::200e', '::1']]])(
  'a name that leads to %s is not sent to',
  async ([addresses]) => {
    const { resolver } = names(addresses ?? []);
    const sent = transportThrough({ resolver }).send(jobTo('https://rebound.test/x'), new Date());
    await expect(sent).rejects.toThrow('private network');
  },
);

test('a name is looked up once for a connection, to which alone it leads', async () => {
  // The second answer would be inside; nobody asks for it. The first is of a network that is not routed.
  const { resolver, asked } = names(['10.255.255.1'], ['127.0.0.1']);
  const sent = transportThrough({ resolver }).send(jobTo('https://rebound.test/x'), new Date());
  await expect(sent).rejects.toThrow('private network');
  expect(asked).toEqual(['rebound.test']);
});
