/** Backups: all of the database in one file, and the same database from it. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { restoreBackup } from '#platform/backup/restore.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { migrate } from '#platform/database/migrations.ts';
import { migrationsFolder } from '#platform/database/schema-engine.ts';
import { createKey } from '#platform/keys.ts';
import { hubVersion } from '#platform/version.ts';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';
import { generatedImports } from '../releases/generated-imports.ts';
import { sumsOf } from './table-sums.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

const hub = await startHub();
await hub.load('boundaries', 'b.geojson', collection([feature({ JPT_KOD_JE: '02' }, polygon(square(16, 51)))]), {
  asOf: '2022-01-01',
});
await createKey(hub.database, 'A researcher', 5);
let latest = 1;
for await (const release of generatedImports(hub, 3, 6)) latest = release;
const file = at('whole.tar');
const report = await writeBackup(hub.database.url, file, { hasKeys: true });

/** The SHA-256 of every file of a release. */
async function downloads(of: TestHub): Promise<string> {
  const response = await of.app.handler.fetch(`http://hub.test/releases/${latest}/SHA256SUMS`);
  // Made for longer than a request may take.
  return response.status === 503 ? downloads(of) : response.text();
}

describe('a restored database', () => {
  test('has every row, definition and sequence, and makes the same downloads', { timeout: 300_000 }, async () => {
    const { url } = await createTestDatabase('empty');
    const restored = await restoreBackup(url, file);
    expect(restored).toMatchObject({ migrated: [], rows: report.rows, header: { release: latest, hasKeys: true } });
    expect(await sumsOf(url)).toEqual(await sumsOf(hub.database.url));
    const other = await startHub({ databaseUrl: url });
    const files = await downloads(other);
    expect(files).toBe(await downloads(hub));
    expect(files.split('\n').length).toBeGreaterThan(20);
  });

  test('goes on with the next release', async () => {
    const { url } = await createTestDatabase('empty');
    await restoreBackup(url, file);
    const other = await startHub({ databaseUrl: url });
    const offices = 'key;name;kind;tier\nnowy;Nowy Urząd Ósemki;MINISTRY;GOVERNMENT\n';
    const { release } = await other.load('offices', 'offices.csv', offices, { asOf: '2024-01-01' });
    expect(release).toBe(latest + 1);
    const found = await other.ask<{ search: { totalCount: number } }>('{ search(text: "Ósemki") { totalCount } }');
    expect(found.search.totalCount).toBeGreaterThan(0);
  });

  test('has no API keys unless the backup was to have them', async () => {
    const without = at('without-keys.tar');
    expect(await writeBackup(hub.database.url, without, { hasKeys: false })).toMatchObject({ keysLeftOut: 1 });
    const { url } = await createTestDatabase('empty');
    await restoreBackup(url, without);
    const count = await onServer(url, (client) => client.query('SELECT FROM api_key'));
    expect(count.rowCount).toBe(0);
    const leftOut = ['api_key'];
    expect(await sumsOf(url, leftOut)).toEqual(await sumsOf(hub.database.url, leftOut));
  });

  test('of an older version is brought up to date', async () => {
    const names = (await readdir(migrationsFolder)).filter((name) => /^\d/.test(name)).sort();
    for (const count of [1, 16, names.length - 2]) {
      const some = at(`migrations-${count}`);
      for (const name of names.slice(0, count)) {
        await cp(path.join(migrationsFolder, name), path.join(some, name), { recursive: true });
      }
      const old = await createTestDatabase('empty');
      await migrate(old.url, some);
      const backup = at(`old-${count}.tar`);
      await writeBackup(old.url, backup, { hasKeys: true });
      const { url } = await createTestDatabase('empty');
      const { migrated } = await restoreBackup(url, backup);
      expect([count, migrated]).toEqual([count, names.slice(count)]);
      await migrate(old.url);
      const { _prisma_migrations: _, ...sums } = await sumsOf(url);
      const { _prisma_migrations: __, ...upgraded } = await sumsOf(old.url);
      expect(sums).toEqual(upgraded);
    }
  });
});

describe('a backup', () => {
  test('is one state of the database, whatever is imported meanwhile', async () => {
    const busy = await startHub();
    let isDone = false;
    let latestOfBusy = 0;
    const imports = (async () => {
      for await (const release of generatedImports(busy, 11, 5)) latestOfBusy = release;
      isDone = true;
    })();
    const releases: number[] = [];
    for (let count = 0; !isDone; count += 1) {
      const { release } = await writeBackup(busy.database.url, at(`busy-${count}.tar`), { hasKeys: true });
      releases.push(release);
    }
    await imports;
    for (const [count, release] of releases.entries().filter(([place]) => place % 3 === 1)) {
      const { url } = await createTestDatabase('empty');
      // Foreign keys are checked as they are made.
      await restoreBackup(url, at(`busy-${count}.tar`));
      const { rows } = await onServer(url, (client) => client.query('SELECT max(number) AS latest FROM release'));
      expect(rows).toEqual([{ latest: release }]);
    }
    expect(releases.length).toBeGreaterThan(1);
    expect(latestOfBusy).toBeGreaterThan(1);
  });

  test('is a tar that other programs read, only its owner may open, and leaves no part behind', async () => {
    const into = await mkdtemp(at('tar-'));
    execFileSync('tar', ['xf', file, '-C', into]);
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: into });
    const header = JSON.parse(await readFile(path.join(into, 'backup.json'), 'utf8'));
    expect(header).toMatchObject({ format: 'wezel-backup', formatVersion: 1, release: latest, hubVersion });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('needs a folder that can be written to, and a hub', async () => {
    const { url } = await createTestDatabase('empty');
    await expect(writeBackup(url, at('none.tar'), { hasKeys: false })).rejects.toMatchObject({
      code: 'NOTHING_TO_BACK_UP',
    });
    await expect(writeBackup(hub.database.url, at('no/such/folder.tar'), { hasKeys: false })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
  });
});

describe('refuses, and leaves the database empty,', () => {
  async function expectRefusal(backup: string, code: string | RegExp, migrations?: string): Promise<string> {
    const { url } = await empty;
    const options = migrations === undefined ? {} : { migrations };
    const refusal = await restoreBackup(url, backup, options).then(
      () => ({ code: 'RESTORED', line: '' }),
      (error: { code: string; line: string }) => error,
    );
    expect(refusal.code).toMatch(code);
    expect(refusal.line).not.toContain('\n');
    const { rows } = await onServer(url, (client) =>
      client.query(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    );
    expect(rows).toEqual([]);
    return refusal.line;
  }
  const empty = createTestDatabase('empty');

  async function variant(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const changed = at(name);
    await writeFile(changed, change(Buffer.from(await readFile(file))));
    return changed;
  }

  test('a file that is cut off, wherever', async () => {
    const { size } = await stat(file);
    const lengths = [1, 100, 512, 513, 2_000, size / 3, size / 2, size - 1_024, size - 512, size - 1].map(Math.floor);
    for (const length of lengths) {
      const line = await expectRefusal(await variant('cut.tar', (bytes) => bytes.subarray(0, length)), /BACKUP/);
      expect(line).toMatch(/cut off.*Copy the file again|not a backup/);
    }
    await expectRefusal(await variant('nothing.tar', () => Buffer.alloc(0)), 'NO_BACKUP');
  });

  test('a file with one byte changed, wherever', async () => {
    const { size } = await stat(file);
    const places = [...Array.from({ length: 60 }, (_, n) => Math.floor((n * size) / 60) + n), 155, 600, size - 1];
    for (const place of places.filter((one) => one < size)) {
      const damaged = await variant('flipped.tar', (bytes) => {
        bytes[place] = (bytes[place] ?? 0) ^ 0x01;
        return bytes;
      });
      await expectRefusal(damaged, /^(BACKUP_DAMAGED|BACKUP_TRUNCATED|NO_BACKUP|BACKUP_NEWER)$/);
    }
    await expectRefusal(await variant('longer.tar', (bytes) => Buffer.concat([bytes, bytes])), 'BACKUP_DAMAGED');
  });

  test('what is not a backup', async () => {
    await writeFile(at('other.zip'), 'PK\u0003\u0004 something else entirely, but longer than a block'.repeat(20));
    expect(await expectRefusal(at('other.zip'), 'NO_BACKUP')).toContain('not a backup of the hub');
    await writeFile(at('inside.txt'), 'text');
    execFileSync('tar', ['--format=ustar', '-cf', at('other.tar'), '-C', folder, 'inside.txt']);
    await expectRefusal(at('other.tar'), 'NO_BACKUP');
    await expectRefusal(at('missing.tar'), 'FILE_UNREADABLE');
    await expectRefusal(folder, 'FILE_UNREADABLE');
  });

  test('a backup of a newer version', async () => {
    const names = (await readdir(migrationsFolder)).filter((name) => /^\d/.test(name)).sort();
    const older = at('older');
    for (const name of names.slice(0, -1)) {
      await cp(path.join(migrationsFolder, name), path.join(older, name), { recursive: true });
    }
    const line = await expectRefusal(file, 'BACKUP_NEWER', older);
    expect(line).toContain(names.at(-1));
    expect(line).toContain('newer');
    const into = await mkdtemp(at('newer-'));
    execFileSync('tar', ['xf', file, '-C', into]);
    const header = JSON.parse(await readFile(path.join(into, 'backup.json'), 'utf8'));
    await writeFile(
      path.join(into, 'backup.json'),
      JSON.stringify({ ...header, formatVersion: 2, hubVersion: '9.0.0' }),
    );
    execFileSync('tar', ['--format=ustar', '-cf', at('newer.tar'), '-C', into, 'backup.json']);
    expect(await expectRefusal(at('newer.tar'), 'BACKUP_NEWER')).toContain('version 9.0.0');
  });

  test('a database that has something already', async () => {
    await expect(restoreBackup(hub.database.url, file)).rejects.toMatchObject({
      code: 'DATABASE_NOT_EMPTY',
      line: expect.stringMatching(/not empty.*new database/),
    });
    const { url } = await createTestDatabase('empty');
    await onServer(url, (client) => client.query('CREATE TABLE something (a int)'));
    await expect(restoreBackup(url, file)).rejects.toMatchObject({ code: 'DATABASE_NOT_EMPTY' });
  });
});
