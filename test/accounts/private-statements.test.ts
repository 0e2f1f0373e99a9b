/** What belongs to many rows is read for all of them at once: a list of five costs as many statements as a list of one. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:30:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const offices = ['jst-246601', 'jst-020202', 'jst-260412', 'urzad-wojewodzki-24', 'urzad-wojewodzki-10'];
let people: Readonly<Record<'editor' | 'anna' | 'jan', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    anna: { role: 'REVIEWER' },
    jan: { role: 'REVIEWER' },
  });
  const { editor, anna, jan } = people;
  await openCall(editor.visitor, {
    slug: 'counted-2026',
    admission: 'REVIEW',
    criteria: 'novel | 2 | Nowatorska | Novel',
    reviewsNeeded: '2',
    questions: 'about | text | no | Opis | Description | 500',
  });
  const reviewers = [anna.accountId, jan.accountId];
  await pool.query("INSERT INTO account (id, email, created_at) VALUES ('x', 'x@urzad.test', now())");
  await pool.query(
    `INSERT INTO call_submission (call_slug, sequence, office_id, answers, digest, submitted_at, submitted_by)
      SELECT 'counted-2026', n, ($1::text[])[n], jsonb_build_object('about', 'Opis ' || n), repeat('0', 64), $2, 'x'
      FROM generate_series(1, 5) n`,
    [offices, now],
  );
  await pool.query(
    `INSERT INTO submission_review
      (call_slug, sequence, reviewer_id, assigned_at, assigned_by, declared_at, scores, comment, completed_at)
      SELECT 'counted-2026', n, r, $2, 'x', $2, jsonb_build_object('novel', jsonb_build_object('score', n, 'reason', 'x')),
        'Uwaga ' || n, $2 FROM generate_series(1, 5) n, unnest($1::text[]) r`,
    [reviewers, now],
  );
  await pool.query(
    `INSERT INTO amendment (target_type, target_key, office_id, changes, note, proposed_at, proposed_by)
      SELECT 'OFFICE', o, o, '[{ "field": "phone", "before": null, "value": "1" }]', 'Notatka ' || o, $2, 'x'
      FROM unnest($1::text[]) o`,
    [offices, now],
  );
  await pool.query(
    `INSERT INTO amendment_review (number, reviewer_id, assigned_at, assigned_by, declared_at)
      SELECT number, r, $2, 'x', $2 FROM amendment, unnest($1::text[]) r`,
    [reviewers, now],
  );
  await pool.query(
    `INSERT INTO amendment_return (number, office_id, note, due_at, returned_at, returned_by)
      SELECT number, office_id, 'Zwrot ' || office_id, $1, $1, 'x' FROM amendment`,
    [now],
  );
  await pool.query(
    `INSERT INTO webhook (id, account_id, url, secret, created_at, sent_through)
      SELECT 'hook-' || n, $1, 'https://programme.test/' || n, 'x', $2, 1 FROM generate_series(1, 5) n`,
    [anna.accountId, now],
  );
  await pool.query(
    `INSERT INTO webhook_delivery (webhook_id, release, enqueued_at, attempts, failure)
      SELECT 'hook-' || n, r, $1, 1, 'TIMEOUT' FROM generate_series(1, 5) n, generate_series(1, 60) r`,
    [now],
  );
  await pool.query("UPDATE webhook SET disabled_at = $1 WHERE id = 'hook-2'", [now]);
  now = new Date('2026-06-15T19:00:00Z');
});

type Nodes = readonly Record<string, unknown>[];

interface Read {
  readonly nodes: Nodes;
  readonly statements: number;
}

async function read(who: 'editor' | 'anna', list: string, selection: string, first: number): Promise<Read> {
  const args = list === 'callSubmissions' ? `call: "counted-2026", first: ${first}` : `first: ${first}`;
  hub.statements();
  const { data, errors } = await people[who].visitor.graphql(
    `{ viewer { list: ${list}(${args}) { nodes { ${selection} } } } }`,
  );
  const statements = hub.statements().length;
  expect(errors).toBeUndefined();
  return { nodes: (data as { viewer: { list: { nodes: Nodes } } }).viewer.list.nodes, statements };
}

const lists = {
  'reviews with what is reviewed': [
    'anna',
    'reviews',
    'answers own { callSlug submission state mean scores { score } } others { comment reviewer }',
  ],
  'amendments that are reviewed': [
    'anna',
    'amendmentReviews',
    'number own { state } proposal { note amendment { officeCode office { name } changes { value } } returned { note } }',
  ],
  'amendments with their reviews': [
    'editor',
    'amendmentsToDecide',
    'note reviews { reviewer state } returned { note }',
  ],
  'webhooks with their deliveries': ['anna', 'webhooks', 'webhookId deliveries { release state attempts }'],
  'submissions with their offices': ['editor', 'callSubmissions', 'officeCode office { name } rank isAdmitted'],
} as const;

describe('as many statements for five as for one', () => {
  test.for(Object.entries(lists))('%s', async ([, [who, list, selection]]) => {
    // A session notes that it was seen, and documents are prepared, at their first use.
    await read(who, list, selection, 1);
    const one = await read(who, list, selection, 1);
    const five = await read(who, list, selection, 5);
    expect([one.nodes.length, five.nodes.length]).toEqual([1, 5]);
    expect(five.statements).toBe(one.statements);
    expect(five.nodes[0]).toEqual(one.nodes[0]);
  });
});

describe('what is read so is what belongs to each', () => {
  test('answers, means and the reviews of others', async () => {
    const { nodes } = await read('anna', ...take('reviews with what is reviewed'), 5);
    expect(nodes).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({
        answers: { about: `Opis ${n}` },
        own: { callSlug: 'counted-2026', submission: n, state: 'COMPLETED', mean: n, scores: [{ score: n }] },
        others: [{ comment: `Uwaga ${n}`, reviewer: people.jan.accountId }],
      })),
    );
  });

  test('amendments with what they change, and that they were returned', async () => {
    const { nodes } = await read('anna', ...take('amendments that are reviewed'), 5);
    expect(nodes).toMatchObject(
      offices.map((office) => ({
        own: { state: 'STARTED' },
        proposal: {
          note: `Notatka ${office}`,
          amendment: { officeCode: office, changes: [{ value: '1' }] },
          returned: { note: `Zwrot ${office}` },
        },
      })),
    );
  });

  test('the newest fifty deliveries of each webhook', async () => {
    const { nodes } = await read('anna', ...take('webhooks with their deliveries'), 5);
    const newest = (state: string) =>
      Array.from({ length: 50 }, (_, index) => ({ release: 60 - index, state, attempts: 1 }));
    expect(nodes).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({ webhookId: `hook-${n}`, deliveries: newest(n === 2 ? 'FAILED' : 'RETRYING') })),
    );
  });

  test('places in the order of submissions, up to the capacity', async () => {
    const { nodes } = await read('editor', ...take('submissions with their offices'), 5);
    expect(nodes).toMatchObject(
      offices.map((officeCode, index) => ({ officeCode, rank: index + 1, isAdmitted: index < 3 })),
    );
  });
});

function take(name: keyof typeof lists): [list: string, selection: string] {
  const [, list, selection] = lists[name];
  return [list, selection];
}

describe('versions of public entries', () => {
  test('are read for a whole page at once, and are those of each', async () => {
    await pool.query(
      `INSERT INTO amendment (target_type, target_key, office_id, changes, note, state, proposed_at, proposed_by, decided_at,
        decided_role, release)
        SELECT 'PRACTICE', slug, $1, jsonb_build_array(jsonb_build_object('field', 'title', 'before', null, 'value', slug)),
          'Planted5ecret', 'APPROVED', $2, 'x', $2, 'EDITOR', 1 FROM practice`,
      [offices[0], now],
    );
    hub.statements();
    const { practices } = await hub.ask<{
      practices: { nodes: { slug: string; amendments: { changes: { value: string }[] }[] }[] };
    }>(
      '{ practices(first: 100) { nodes { slug amendments { number release { number } office { code } changes { value } } } } }',
    );
    expect(practices.nodes.length).toBeGreaterThan(3);
    for (const { slug, amendments } of practices.nodes) {
      expect(amendments.map(({ changes }) => changes)).toEqual([[{ value: slug }]]);
    }
    // The page, its versions, their releases and their offices.
    expect(hub.statements()).toHaveLength(4);
    expect(JSON.stringify(practices)).not.toContain('Planted5ecret');
  });

  test('conflicts of corrections are read for a whole page at once', async () => {
    await pool.query(
      `INSERT INTO correction (target_type, target_key, field, value, reason, proposed_at, state, release)
        SELECT 'PRACTICE'::correction_target, slug, 'title', 'ours', 'Planted5ecret', $1::timestamptz,
          'ACCEPTED'::correction_state, 1 FROM practice
        UNION ALL SELECT 'TERRITORIAL_UNIT', '0202021', 'name', 'ours', 'Planted5ecret', $1, 'ACCEPTED', 1`,
      [now],
    );
    await pool.query(
      `INSERT INTO editorial_statement (target_type, target, field, value, listed_value, overruled_value, practice_slug,
        source_id, changed_in)
        SELECT 'PRACTICE', slug, 'title', 'ours', 'theirs ' || slug,
          CASE row_number() OVER (ORDER BY slug) WHEN 1 THEN 'theirs ' || slug END, slug,
          (SELECT source_id FROM release WHERE number = 1), 1 FROM practice`,
    );
    const ask = (first: number) =>
      hub.ask<{ corrections: { nodes: { targetType: string; targetKey: string; conflict: string | null }[] } }>(
        `{ corrections(first: ${first}, filter: { states: [ACCEPTED] }) { nodes { targetType targetKey conflict } } }`,
      );
    hub.statements();
    const { corrections } = await ask(100);
    expect(hub.statements()).toHaveLength(2);
    const conflicts = new Map(corrections.nodes.map(({ targetKey, conflict }) => [targetKey, conflict]));
    const [overruled = '', ...others] = [...conflicts.keys()].filter((key) => key !== '0202021').toSorted();
    expect(others.length).toBeGreaterThan(2);
    expect(conflicts.get('0202021')).toBeNull();
    expect(conflicts.get(overruled)).toBeNull();
    expect(others.map((slug) => conflicts.get(slug))).toEqual(others.map((slug) => `theirs ${slug}`));
  });
});
