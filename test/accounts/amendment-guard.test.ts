/** A returned amendment is decided by nobody: not by an earlier version of the hub beside this one, nor by an editor who comes at the same moment. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { waitingForLocks } from '../harness/locks.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const office = 'jst-246601';
let people: Readonly<Record<'editor' | 'second' | 'anna' | 'clerk', TestPerson>>;
let number = 0;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    second: { role: 'EDITOR' },
    anna: { role: 'REVIEWER' },
    clerk: { role: 'CONTRIBUTOR', office },
  });
});

interface Done {
  readonly number?: number;
  readonly userErrors: readonly { readonly code: string }[];
}

async function act(who: keyof typeof people, mutation: string, more = ''): Promise<Done> {
  const { data } = await people[who].visitor.graphql(`mutation { done: ${mutation} { ${more} userErrors { code } } }`);
  return data?.['done'] as Done;
}

const done = { userErrors: [] };
const notPossible = { userErrors: [{ code: 'NOT_POSSIBLE' }] };
const returned = () => act('editor', `returnAmendment(number: ${number}, note: "x", dueAt: "2026-06-20T12:00:00Z")`);
const decided = (who: 'editor' | 'second', isApproved: boolean) =>
  act(who, `decideAmendment(number: ${number}, isApproved: ${isApproved}, reasons: "x")`);
const stateOf = async () =>
  (await pool.query('SELECT state FROM amendment WHERE number = $1', [number])).rows[0]?.state;

/** One that is reviewed, so that it can be decided. */
beforeEach(async () => {
  if (number > 0) await act('clerk', `withdrawAmendment(number: ${number})`);
  const proposed = await act(
    'clerk',
    `proposeAmendment(target: "/offices/${office}", office: "${office}", note: "x",
      changes: [{ field: "phone", value: "+48 32 000 00 0${number % 10}" }])`,
    'number',
  );
  number = proposed.number ?? 0;
  expect(await act('editor', `assignAmendmentReviewer(number: ${number}, email: "anna@urzad.test")`)).toEqual(done);
  expect(await act('anna', `declareAmendmentConflict(number: ${number})`)).toEqual(done);
  expect(await act('anna', `reviewAmendment(number: ${number}, isRecommended: true, reason: "x")`)).toEqual(done);
});

test.each(['APPROVED', 'DECLINED'])(
  'the statement of an earlier version that makes it %s is refused',
  async (state) => {
    expect(await returned()).toEqual(done);
    const former =
      "UPDATE amendment SET state = $1, reasons = 'x', decided_at = $2 WHERE number = $3 AND state = 'OPEN'";
    await expect(pool.query(former, [state, now, number])).rejects.toThrow('returned for completion');
    expect(await stateOf()).toBe('OPEN');
    // After the day it may be decided, as it stands.
    await pool.query(former, [state, new Date('2026-06-21T12:00:00Z'), number]);
    expect(await stateOf()).toBe(state);
  },
);

test.each([true, false])('returned while a decision (%s) waits for it, it is not decided', async (isApproved) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT number FROM amendment WHERE number = $1 FOR UPDATE', [number]);
    const first = returned();
    await waitingForLocks(pool, 1);
    const second = decided('second', isApproved);
    await waitingForLocks(pool, 2);
    await client.query('COMMIT');
    expect([await first, await second]).toEqual([done, notPossible]);
  } finally {
    client.release();
  }
  expect(await stateOf()).toBe('OPEN');
});

test.each([true, false])(
  'returned between the check of a decision (%s) and what it writes, it is not decided',
  async (isApproved) => {
    const client = await pool.connect();
    try {
      // What the decision writes comes after its check, and waits for this; the return needs neither.
      await client.query('BEGIN');
      await client.query(isApproved ? 'LOCK TABLE source IN EXCLUSIVE MODE' : 'LOCK TABLE amendment IN EXCLUSIVE MODE');
      const decision = decided('second', isApproved);
      await waitingForLocks(pool, 1);
      await client.query(
        `INSERT INTO amendment_return (number, office_id, note, due_at, returned_at, returned_by)
        VALUES ($1, $2, 'x', '2026-06-20T12:00:00Z', $3, $4)`,
        [number, office, now, people.editor.accountId],
      );
      await client.query('COMMIT');
      expect(await decision).toEqual(notPossible);
    } finally {
      client.release();
    }
    expect(await stateOf()).toBe('OPEN');
  },
);
