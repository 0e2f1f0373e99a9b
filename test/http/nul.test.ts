/** NUL, which PostgreSQL takes in no text, in addresses of pages: nothing has such a name, and none of them fails. */
import { beforeAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';
import { Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
let people: Readonly<Record<'editor', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, { editor: { role: 'EDITOR' } });
});

test.for([
  ['/corrections/new?page=/offices/%2500', 404],
  ['/corrections/new?page=/offices/%00', 404],
  ['/subscriptions?key=%00&topic=%00&email=%00', 200],
  ['/subscriptions/confirm?token=%00', 200],
  ['/account/confirm?token=%00', 200],
  ['/account/office-claim?token=%00', 200],
  ['/account/new-call?from=%00', 200],
  ['/account/calls/%00', 404],
  ['/account/calls/%00/preview', 404],
  ['/account/calls/%00/jst-246601', 404],
  ['/account/amendments/new?page=/offices/%2500', 404],
  ['/account/amendments/new?page=/practices/x&adoption=%00', 404],
  ['/account/audit?before=%00', 200],
  ['/review/%00/1', 404],
] as const)('%s answers %i', async ([address, status]) => {
  expect((await people.editor.visitor.get(address)).status).toBe(status);
});

test.for(['calls', 'events', 'living-labs', 'offices', 'practices', 'projects'])(
  '/%s/%00 has no page',
  async (folder) => {
    for (const path of [`/${folder}/%00`, `/en/${folder}/x%00.json`]) {
      expect((await new Visitor(hub).get(path)).status).toBe(404);
    }
  },
);

test.for([
  '/search?q=%00',
  '/search?q=%00&type=%00&after=%00',
  '/compare?units=%00&metrics=%00',
  '/metrics/%00',
  '/units/%00',
  '/offices?q=%00&unit=%00',
  '/projects?q=%00',
  '/embed/metrics/%00?unit=%00',
  '/releases/%00',
  '/programmes/%00',
  '/practices?q=%00&unit=%00',
  '/events?from=%00&to=%00',
  '/calls?after=%00',
  '/metrics?q=%00',
  '/metrics/%00/chart.svg',
  '/data/%00',
  '/map?metric=%00',
  '/assessments?after=%00',
  '/oembed?url=%00',
  '/changes?types=%00&from=%00',
])('%s does not fail for a reader', async (address) => {
  expect((await new Visitor(hub).get(address)).status).toBeLessThan(500);
});
