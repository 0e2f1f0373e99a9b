/** The result of an idempotency key shows no application to whoever no longer acts for its office. */
import { expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const office = 'jst-246601';

test('a replay returns the application while the account acts for the office, and then none', async () => {
  const { editor, clerk } = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office },
  });
  await openCall(editor.visitor, {
    slug: 'replayed-2026',
    questions: 'about | text | no | Opis | Description | 500',
  });
  const save = () =>
    clerk.visitor.graphql(`mutation { saveApplication(call: "replayed-2026", office: "${office}",
      answers: { about: "Poufne" }, version: 0, idempotencyKey: "draft") {
      application { answers version } userErrors { code } } }`);
  const done = {
    saveApplication: { application: { answers: { about: 'Poufne' }, version: 1 }, userErrors: [] },
  };
  expect((await save()).data).toEqual(done);
  expect((await save()).data).toEqual(done);
  await hub.database.pool.query('DELETE FROM account_office WHERE account_id = $1', [clerk.accountId]);
  expect((await save()).data).toEqual({ saveApplication: { application: null, userErrors: [] } });
});
