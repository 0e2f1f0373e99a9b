/** Webhooks lead to no address inside the network of the hub. */
import { expect, test } from 'vitest';
import { isPublic, publicTransport } from '#http/jobs/webhook-request.ts';

test.for([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.1',
  '169.254.169.254',
  '::1',
  'fd00::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  '0.0.0.0',
])('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.for(['193.0.6.139', '2a00:1450:4001:830::200e'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.for(['https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x'])('%s is not sent to', async (url) => {
  const job = { webhook: 'w', url, secret: 'whsec_YQ==', messageId: 'm', body: '{}' };
  await expect(publicTransport.send(job, new Date())).rejects.toThrow('private network');
});
