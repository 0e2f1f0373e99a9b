/** What accounts did stays theirs: the tables refer to them by keys, which the database enforces. */
import { expect, test } from 'vitest';
import { createAccount, eraseAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const { pool } = hub.database;
const now = new Date('2026-06-15T12:00:00Z');

test('every column that names an account is a key to it', async () => {
  const { rows } = await pool.query<{ column: string }>(
    `SELECT c.conrelid::regclass || '.' || a.attname AS column FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND c.confrelid = 'account'::regclass ORDER BY 1`,
  );
  expect(rows.map(({ column }) => column)).toEqual([
    'account_identity.account_id',
    'account_office.account_id',
    'account_office.confirmed_by',
    'account_session.account_id',
    'amendment.decided_by',
    'amendment.proposed_by',
    'amendment_return.returned_by',
    'amendment_review.assigned_by',
    'amendment_review.reviewer_id',
    'application_file.added_by',
    'audit_entry.actor',
    'call_application.saved_by',
    'call_submission.submitted_by',
    'correction.decided_by',
    'live_call.created_by',
    'passkey.account_id',
    'passkey_challenge.account_id',
    'staged_upload.account_id',
    'submission_decision.decided_by',
    'submission_return.returned_by',
    'submission_review.assigned_by',
    'submission_review.reviewer_id',
    'webhook.account_id',
  ]);
});

test('an account that is erased keeps what it did; its row cannot be deleted', async () => {
  const account = await createAccount(pool, { email: 'gone@urzad.test', role: 'EDITOR' }, { actor: null, now });
  if (account === null) throw new Error('There is such an account already');
  const { id } = account;
  await pool.query(
    `INSERT INTO amendment (target_type, target_key, office_id, changes, note, proposed_at, proposed_by)
      VALUES ('OFFICE', 'jst-020202', 'jst-020202', '[]', 'x', $1, $2)`,
    [now, id],
  );
  await eraseAccount(pool as never, account, { actor: id, now });
  const { rows } = await pool.query('SELECT proposed_by AS by FROM amendment');
  expect(rows).toEqual([{ by: id }]);
  await expect(pool.query('DELETE FROM account WHERE id = $1', [id])).rejects.toThrow(
    'violates foreign key constraint',
  );
});

test('what completes a submission or an amendment is one itself', async () => {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) AS key FROM pg_constraint
      WHERE contype = 'f' AND pg_get_constraintdef(oid) LIKE '%completed_as%' ORDER BY 1`,
  );
  expect(rows.map(({ key }) => key.replace(/ ON .*/, ''))).toEqual([
    'amendment_return FOREIGN KEY (completed_as) REFERENCES amendment(number)',
    'submission_return FOREIGN KEY (call_slug, completed_as) REFERENCES call_submission(call_slug, sequence)',
  ]);
});
