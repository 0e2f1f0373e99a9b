/** Files of applications in a backup: those that are lost are named, and faults of their place are none of the database's. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { contentName } from '#live-calls';
import { restoreBackup } from '#platform/backup/restore.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { createTestDatabase } from '../harness/database.ts';
import { hubEnvironment } from '../harness/hub-process.ts';
import { absentS3 } from '../harness/s3-server.ts';
import { onServer } from '../harness/server.ts';
import { noSmallDisk, smallDisk } from '../harness/small-disk.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-files-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);
const { url } = await createTestDatabase('starter');
const files = uploadsForBackup({ folder: at('data'), s3: null });
const owner = { slug: 'a-call', officeId: 'jst-020202' };
const digests = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
const names = digests.map((digest) => contentName(owner, digest));

const run = (settings: Record<string, string>, ...given: string[]) => {
  const env = hubEnvironment({ DATABASE_URL: url, DATA_DIR: at('data'), LOG_LEVEL: 'warn', ...settings });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...given], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
};

beforeAll(async () => {
  await onServer(url, async (client) => {
    await client.query("INSERT INTO account (id, email, created_at) VALUES ('somebody', 'somebody@urzad.test', now())");
    await client.query(
      `INSERT INTO live_call (slug, title_pl, title_en, kind, admission, capacity, tiers, opens_at, closes_at, questions,
                              answers_schema, created_by, created_at)
       VALUES ($1, 'Nabór', 'Call', 'PRACTICES', 'FIRST_COME', 3, '{}', now(), now(), '[]', '{}', 'somebody', now())`,
      [owner.slug],
    );
    for (const digest of digests) {
      await client.query(
        `INSERT INTO application_file (call_slug, office_id, sha256, name, media_type, bytes, added_by, added_at)
         VALUES ($1, $2, $3, 'plan.pdf', 'application/pdf', 100000, 'somebody', now())`,
        [owner.slug, owner.officeId, digest],
      );
    }
  });
  for (const name of names) await files.write(name, Buffer.alloc(100_000, name));
});

test('one that is missing and one that was changed are named, and the rest is in the backup', async () => {
  expect(await writeBackup(url, at('all.tar'), { hasKeys: false, files })).toMatchObject({
    files: 3,
    missingFiles: [],
  });
  const [whole, missing, changed] = names as [string, string, string];
  await rm(at(`data/uploads/${missing}`));
  await writeFile(at(`data/uploads/${changed}`), Buffer.alloc(100_000, 'x'));
  const report = await writeBackup(url, at('rest.tar'), { hasKeys: false, files });
  expect(report.files).toBe(1);
  expect(report.missingFiles.toSorted()).toEqual(
    [missing, changed].map((name) => `uploads/${name}: call a-call, office jst-020202`).toSorted(),
  );
  const { status, stderr } = run({}, 'backup', at('command.tar'));
  expect(status).toBe(2);
  expect(stderr).toContain('WARNING: 2 files of applications are not in the backup');
  expect(stderr).toContain(`uploads/${missing}: call a-call, office jst-020202`);
  const restored = uploadsForBackup({ folder: at('restored'), s3: null });
  const { url: empty } = await createTestDatabase('empty');
  await restoreBackup(empty, at('command.tar'), { files: restored });
  expect(await restored.list()).toEqual([whole]);
});

test('an address is no name of a file', () => {
  for (const address of ['s3:wezel.tar', 's3://bucket/wezel.tar', 'https://s3.example/bucket/wezel.tar']) {
    const { status, stderr } = run({}, 'backup', address);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${address} is an address`)]);
    expect(existsSync(address)).toBe(false);
  }
});

test('a place of files that is none stops a restore with its own name', async () => {
  const { url: empty } = await createTestDatabase('empty');
  await mkdir(at('blocked'));
  await writeFile(at('blocked/uploads'), '');
  const { status, stderr } = run({ DATABASE_URL: empty, DATA_DIR: at('blocked') }, 'restore', at('all.tar'));
  expect(status).toBe(1);
  expect(stderr).toMatch(/Files in \S*blocked\/uploads\S* cannot be used: a part of the path is a file/);
  // The database is empty still.
  await restoreBackup(empty, at('all.tar'));
});

test('files that may not be written are no database that cannot be reached', async () => {
  const { url: empty } = await createTestDatabase('empty');
  const refused = Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES', syscall: 'mkdir' });
  const write = (): Promise<never> => Promise.reject(refused);
  await expect(restoreBackup(empty, at('all.tar'), { files: { write } })).rejects.toBe(refused);
});

test.skipIf(noSmallDisk !== null)('a disk of files that is full is not that of PostgreSQL', async () => {
  const { url: empty } = await createTestDatabase('empty');
  const disk = smallDisk(1);
  const small = uploadsForBackup({ folder: disk.folder, s3: null });
  await small.write('f'.repeat(64), Buffer.alloc(900_000));
  await expect(restoreBackup(empty, at('all.tar'), { files: small })).rejects.toMatchObject({
    code: 'STORAGE_FULL',
    message: expect.stringContaining(disk.folder),
  });
});

test('a bucket that is away or refuses is named by a command, without a stack', async () => {
  const { url: empty } = await createTestDatabase('empty');
  const env = { DATABASE_URL: empty, BACKUP_DIR: at('fetched') };
  const away = run({ ...env, BACKUP_S3_URL: await absentS3() }, 'restore', 's3:latest');
  expect([away.status, away.stderr]).toEqual([
    1,
    expect.stringMatching(/The store of files at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. Start it/),
  ]);
  expect(away.stderr).not.toMatch(/PostgreSQL|sec.{0,2}ret|\n\s+at /);
});
