import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Extensions, PGlite } from '@electric-sql/pglite';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { everything, migrationLock, openSchemaEngine, readMigrations } from '#platform/database/schema-engine.ts';
import { unmarkedContractions } from './contracting-migrations.ts';

const usage = `Writes the next migration from the changed models in prisma/.

  npm run migration -- <name>    write prisma/migrations/<time>_<name>/migration.sql
  npm run migration -- --check   exit 1 when the models and the migrations differ, or one takes away without saying so

<name> says what changes, in lower case with underscores: add_office_addresses`;

const namePattern = /^[a-z][a-z0-9_]{2,59}$/;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      prisma: { type: 'string', default: fileURLToPath(new URL('../prisma', import.meta.url)) },
    },
  });
  if (values.help) return say(usage, 0);
  const name = positionals[0];
  if (!values.check && (positionals.length !== 1 || name === undefined || !namePattern.test(name))) {
    console.error(name === undefined ? usage : `'${positionals.join(' ')}' cannot name a migration.\n\n${usage}`);
    return 2;
  }

  const unmarked = await unmarkedIn(values.prisma);
  if (values.check && unmarked.length > 0) {
    console.error(unmarked.join('\n'));
    return 1;
  }
  const sql = await missingSql(values.prisma);
  if (sql === '') return say('The migrations already lead to the models; there is nothing to migrate.', 0);
  if (values.check || name === undefined) {
    console.error(`The models in prisma/ differ from what the migrations make of a database. Missing:\n\n${sql}\n`);
    console.error('To fix it: npm run migration -- <name>');
    return 1;
  }
  const file = await writeMigration(join(values.prisma, 'migrations'), name, sql);
  const hints = (await unmarkedIn(values.prisma)).filter((hint) => !unmarked.includes(hint));
  return say([`Wrote ${relative(process.cwd(), file)}. Read it before you commit it.`, ...hints].join('\n'), 0);
}

async function unmarkedIn(prismaFolder: string): Promise<string[]> {
  const { migrationDirectories } = await readMigrations(join(prismaFolder, 'migrations'));
  return unmarkedContractions(
    migrationDirectories.map(({ path, migrationFile: { content } }) => ({ name: path, sql: content.value })),
  );
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

/** The SQL that leads from the migrations to the models; empty when they agree. */
async function missingSql(prismaFolder: string): Promise<string> {
  const models = await readModels(prismaFolder);
  const migrations = await readMigrations(join(prismaFolder, 'migrations'));
  const database = new PGlite({ extensions: await extensionsOf(migrations) });
  try {
    const files = models.map(({ path, content }): [string, string] => [path, content]);
    using engine = await openSchemaEngine(shadowDatabase(database), files);
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: models },
      script: true,
      exitCode: true,
      filters: everything,
    });
    return exitCode === 0 ? '' : (stdout ?? '').trim();
  } finally {
    await database.close();
  }
}

async function readModels(prismaFolder: string): Promise<{ path: string; content: string }[]> {
  const files = await readdir(prismaFolder, { recursive: true });
  const paths = files
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => join(prismaFolder, file));
  return Promise.all(paths.map(async (path) => ({ path, content: await readFile(path, 'utf8') })));
}

/** An empty database in this process, so that writing a migration needs no server. */
function shadowDatabase(database: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => {
    const adapter = await new PrismaPGlite(database).connect();
    return Object.assign(adapter, {
      // The adapter's own does not wait for the script, so that its failure would end the process.
      executeScript: async (script: string) => void (await database.exec(script)),
    });
  };
  return { provider: 'postgres', adapterName: 'pglite', connect, connectToShadowDb: connect };
}

/** PGlite has to be informed at its start which extensions the migrations are going to create. */
async function extensionsOf(migrations: MigrationList): Promise<Extensions> {
  const scripts = migrations.migrationDirectories.map(({ migrationFile: { content } }) => content.value).join('\n');
  const names = scripts
    .matchAll(/create\s+extension\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)
    .map((match) => match[1] ?? '');
  const extensions: Extensions = {};
  for (const name of new Set(names)) {
    const contrib: Record<string, Extensions[string]> = await import(`@electric-sql/pglite/contrib/${name}`);
    const extension = contrib[name];
    if (extension) extensions[name] = extension;
  }
  return extensions;
}

async function writeMigration(folder: string, name: string, sql: string): Promise<string> {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const file = join(folder, `${time}_${name}`, 'migration.sql');
  await mkdir(join(folder, `${time}_${name}`), { recursive: true });
  await writeFile(file, `${sql}\n`);
  await writeFile(join(folder, migrationLock.path), migrationLock.content);
  return file;
}

try {
  process.exitCode = await main();
} catch (error) {
  // Most likely a model or a migration that does not parse; the message shows where.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
