import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let prisma: string;

beforeAll(async () => {
  prisma = await mkdtemp(join(tmpdir(), 'wezel-models-'));
  await writeModel('');
});
afterAll(() => rm(prisma, { recursive: true }));

function writeModel(field: string): Promise<void> {
  const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';
  return writeFile(join(prisma, 'schema.prisma'), `${datasource}\nmodel Place {\n  id Int @id\n  ${field}\n}\n`);
}

function migration(...parameters: string[]): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const command = ['scripts/migration.ts', '--prisma', prisma, ...parameters];
    execFile(process.execPath, command, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

async function writtenMigrations(): Promise<string[]> {
  const names = (await readdir(join(prisma, 'migrations'))).filter((name) => name !== 'migration_lock.toml').sort();
  return Promise.all(names.map((name) => readFile(join(prisma, 'migrations', name, 'migration.sql'), 'utf8')));
}

test('writes what leads from the migrations to the models, and says when that is nothing', async () => {
  expect(await migration('add_places')).toMatchObject({ exitCode: 0, output: expect.stringContaining('_add_places') });
  expect(await writtenMigrations()).toEqual([expect.stringContaining('CREATE TABLE "Place"')]);
  const again = await migration('add_more');
  expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing to migrate') });

  await writeModel('name String');
  const check = await migration('--check');
  expect(check).toMatchObject({ exitCode: 1, output: expect.stringContaining('npm run migration -- <name>') });
  expect(await writtenMigrations()).toHaveLength(1);
});

test('a migration that takes something away says so, or why earlier versions go on', async () => {
  const added = await migration('name_places');
  expect(added).toMatchObject({ exitCode: 0, output: expect.stringContaining('INSERT INTO contracting_migration') });
  const [, name = ''] = /migrations\/(\d+_name_places)/.exec(added.output) ?? [];
  const file = join(prisma, 'migrations', name, 'migration.sql');
  const sql = await readFile(file, 'utf8');
  expect(sql).toMatch(/ADD COLUMN.*NOT NULL/);
  expect(await migration('--check')).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining(`VALUES ('${name}', '<what they no longer find>')`),
  });
  const table = 'CREATE TABLE contracting_migration (name TEXT, reason TEXT);';
  await writeFile(file, `${sql}${table}\nINSERT INTO contracting_migration VALUES ('other', 'A name.');\n`);
  expect(await migration('--check')).toMatchObject({ exitCode: 1, output: expect.stringContaining(name) });
  for (const marked of [
    `-- Earlier versions go on: they write no places.\n${sql}`,
    sql.replace('NOT NULL', "NOT NULL DEFAULT ''"),
  ]) {
    await writeFile(file, marked);
    expect((await migration('--check')).output).not.toContain('contracting_migration');
  }
});

test('refuses a name that says nothing or does not fit a folder', async () => {
  expect(await migration()).toMatchObject({ exitCode: 2 });
  expect(await migration('Add Places')).toMatchObject({ exitCode: 2 });
});

test('shows where a model does not parse', async () => {
  await writeModel('name Strng');
  const { exitCode, output } = await migration('--check');
  expect(exitCode).toBe(1);
  expect(output).toMatch(/schema\.prisma:7/);
});
