/** The audit log: nobody changes it, editors export it, and it names nobody who was erased. */
import { describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn } from '../harness/visitor.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const acting = () => ({ actor: null, now });

describe('the audit log', () => {
  test('is exported by editors: all of it, the newest first', async () => {
    await pool.query(
      "INSERT INTO audit_entry (action, subject, at) SELECT 'export.test', 'n:' || n, clock_timestamp() FROM generate_series(1, 6000) n",
    );
    await createAccount(pool, { email: 'auditor@urzad.test', role: 'EDITOR' }, acting());
    const editor = await signIn(hub, mail, 'auditor@urzad.test');
    const shown = await editor.get('/account/audit.ndjson');
    expect(shown.headers.get('content-disposition')).toBe('attachment; filename="audit.ndjson"');
    const acts = shown.html
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { rows } = await pool.query<{ id: string }>('SELECT id::text FROM audit_entry ORDER BY audit_entry.id DESC');
    expect(acts.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const signedIn = acts.find(({ action }) => action === 'account.signed_in');
    expect(Object.keys(signedIn ?? {}).toSorted()).toEqual([
      'action',
      'actor',
      'after',
      'at',
      'before',
      'id',
      'subject',
    ]);
  });

  test('is kept for five years, whoever deletes', async () => {
    await pool.query(
      "INSERT INTO audit_entry (action, subject, at) SELECT 'kept.test', n::text, clock_timestamp() - make_interval(years => n) FROM unnest(ARRAY[4, 6]) n",
    );
    await expect(pool.query("DELETE FROM audit_entry WHERE action = 'kept.test' AND subject = '4'")).rejects.toThrow(
      'append-only',
    );
    expect((await pool.query("DELETE FROM audit_entry WHERE action = 'kept.test' AND subject = '6'")).rowCount).toBe(1);
  });

  test('cannot be changed', async () => {
    for (const statement of [
      "UPDATE audit_entry SET action = 'x'",
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(pool.query(statement)).rejects.toThrow('The audit log is append-only');
    }
  });

  test('stays when an account is erased, and names nobody', async () => {
    const visitor = await signIn(hub, mail, 'forgotten@urzad.test');
    const id = (await findAccount(pool, 'forgotten@urzad.test'))?.id ?? '';
    expect((await visitor.submit('/account/erase', { agree: 'yes' })).status).toBe(200);
    expect((await visitor.get('/account')).html).toContain('<h1>Zaloguj się</h1>');
    const { rows } = await pool.query<{ action: string }>(
      'SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id',
      [`account:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['account.created', 'account.signed_in', 'account.erased']);
    const texts = await pool.query<{ text: string }>(
      "SELECT string_agg(to_jsonb(a)::text, '') || (SELECT string_agg(to_jsonb(e)::text, '') FROM audit_entry e) AS text FROM account a",
    );
    expect(texts.rows[0]?.text).not.toContain('forgotten@');
  });
});
