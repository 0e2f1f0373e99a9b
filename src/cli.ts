/** The commands of the hub. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import type { BackupCommandOptions } from '#commands/backup.ts';
import type { ExportOptions } from '#commands/export.ts';
import type { ImportOptions } from '#commands/import.ts';
import type { MigrateOptions } from '#commands/migrate.ts';
import type { QueryOptions } from '#commands/query.ts';
import type { RestoreCommandOptions } from '#commands/restore.ts';
import type { RetractOptions } from '#commands/retract.ts';
import { StoppedError } from '#commands/signals.ts';
import type { SyncCommandOptions } from '#commands/sync.ts';
import { readConfig } from '#config';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { HubError } from '#platform/errors.ts';
import { openLog } from '#platform/logging.ts';

// Compiled once, all that is imported from here on takes a third less to read; where nothing may be written, nothing is.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));

const config = readConfigOrExit();
const log = openLog({ level: config.logLevel, format: config.logFormat });

// Each command loads its own code: an import needs no HTTP server, and the memory that one takes.
const program = new Command('wezel')
  .description('Węzeł: an open-data hub for Polish public administration.')
  .showHelpAfterError('Add --help to see the arguments and options.');
program
  .command('serve')
  .description('serve the GraphQL API')
  .action(async () => (await import('#commands/serve.ts')).serve(config, log));
program
  .command('migrate')
  .description('bring the database up to date')
  .option('--applied <migration>', 'settle a migration that was cut off: its changes are in the database')
  .option('--rolled-back <migration>', 'settle a migration that was cut off: it is to run again')
  .action(async (options: MigrateOptions) =>
    (await import('#commands/migrate.ts')).migrateDatabase(options, config, log),
  );
program
  .command('import')
  .description('load an official file and publish a release')
  .argument(
    '<source>',
    'teryt, boundaries, jst-offices, offices, eu-projects, practices, bdl, metrics, assessments or redactions',
  )
  .argument('<file>', 'the file')
  .option('--dry-run', 'print what would change and write nothing')
  .option('--as-of <day>', 'the day whose state the file shows, where the file does not say it (2022-01-01)')
  .option('--mapping <yaml>', 'what the columns mean: a file, or the name of a mapping that comes with the hub')
  .option('--publisher <name>', 'who published the file, where the file does not say it')
  .option('--licence <text>', 'the terms of the file')
  .option('--url <address>', 'where the file was published')
  .option('--note <text>', 'a note that is published with the release')
  .option('--json', 'end with one JSON object on stdout')
  .action(async (source: string, file: string, options: ImportOptions) =>
    (await import('#commands/import.ts')).importFile(source, file, options, config, log),
  );
program
  .command('sync')
  .description('fetch from a source that has an API, within its limits, and publish releases; run again to go on')
  .argument('<source>', 'poland, bdl or bdl-units')
  .option('--variables <ids>', 'bdl: which variables of the Local Data Bank (72305,60559)')
  .option('--years <years>', 'which years (2019, 2010-2019); bdl-units: one')
  .option('--level <level>', 'bdl: country, voivodeship, powiat or gmina; without it all that there are')
  .option('--json', 'one JSON object on stdout for each release')
  .action(async (source: string, options: SyncCommandOptions) =>
    (await import('#commands/sync.ts')).syncSource(source, options, config, log),
  );
program
  .command('export')
  .description('write the downloads of a release into a folder')
  .requiredOption('--out <folder>', 'where to')
  .option('--release <number>', 'which release; without it the latest')
  .option('--dataset <name>', 'only this dataset, such as projects')
  .option('--format <format>', 'only this format: csv, ndjson, parquet or geojson')
  .action(async (options: ExportOptions) => (await import('#commands/export.ts')).exportRelease(options, config, log));
program
  .command('retract')
  .description('take a release back: publish one that undoes it, except for what later releases changed')
  .argument('<release>', 'its number')
  .option('--dry-run', 'do everything but write: report what would change')
  .option('--note <text>', 'why, published with the new release')
  .option('--json', 'end with one JSON object on stdout')
  .action(async (release: string, options: RetractOptions) =>
    (await import('#commands/retract.ts')).retract(release, options, config, log),
  );
program
  .command('backup')
  .description('write all of the database into one file, while the hub serves')
  .argument('<file>', 'the file; one that is there is replaced once the new one is whole')
  .option('--keys', 'with API keys, sessions and sign-in links, which are left out otherwise')
  .option('--json', 'end with one JSON object on stdout')
  .action(async (file: string, options: BackupCommandOptions) =>
    (await import('#commands/backup.ts')).backupDatabase(file, options, config, log),
  );
program
  .command('restore')
  .description('restore a backup into an empty database')
  .argument('<file>', 'a file made by backup; s3:<name> or s3:latest in the bucket of BACKUP_S3_URL')
  .option('--json', 'end with one JSON object on stdout')
  .action(async (file: string, options: RestoreCommandOptions) =>
    (await import('#commands/restore.ts')).restoreDatabase(file, options, config, log),
  );
program
  .command('mcp')
  .description('answer language models over stdin and stdout (Model Context Protocol)')
  .action(async () => (await import('#commands/mcp.ts')).serveMcp(config, log));
program
  .command('query')
  .description('run a published operation and print its answer')
  .argument('<operation>', 'its name, such as UnitByTerc; /operations lists them')
  .option('--var <name=value>', 'a variable; several times, objects as JSON', (pair, pairs: string[] = []) => [
    ...pairs,
    pair,
  ])
  .option('--format <format>', 'json (default), csv, or json-stat where the answer is a dataset')
  .option('--url <address>', 'ask the hub there instead of the database here')
  .option('--lang <language>', 'pl or en', 'en')
  .action(async (operation: string, options: QueryOptions) => {
    // Whoever reads may have enough after a few lines, as `head` has.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    await (await import('#commands/query.ts')).queryOperation(operation, options, config, log);
  });
const keys = program.command('keys').description('API keys, with which callers may ask more often');
keys
  .command('create')
  .description('make a key and show it once')
  .argument('<name>', 'who has it')
  .option('--points <number>', 'points per window, when not as many as every key has')
  .action(async (name: string, options: { points?: string }) =>
    (await import('#commands/keys.ts')).makeKey(name, options, config, log),
  );
keys
  .command('list')
  .description('list the keys')
  .action(async () => (await import('#commands/keys.ts')).showKeys(config, log));
keys
  .command('revoke')
  .description('end a key')
  .argument('<id>', 'its id, from list')
  .action(async (id: string) => (await import('#commands/keys.ts')).endKey(id, config, log));
program
  .command('bounces')
  .description('read a mail that came back to MAIL_BOUNCES from the standard input')
  .action(async () => (await import('#commands/bounces.ts')).takeBouncedMail(config, log));
const users = program.command('users').description('accounts of those who contribute');
users
  .command('create')
  .description('create an account')
  .argument('<email>', 'its e-mail address')
  .option('--role <role>', 'CONTRIBUTOR, REVIEWER, EDITOR or ADMIN', 'CONTRIBUTOR')
  .option('--name <name>', 'who it is')
  .action(async (email: string, options: { role?: string; name?: string }) =>
    (await import('#commands/users.ts')).createUser(email, options, config, log),
  );
users
  .command('list')
  .description('list the accounts')
  .action(async () => (await import('#commands/users.ts')).showUsers(config, log));
users
  .command('role')
  .description('change the role of an account')
  .argument('<email>', 'its e-mail address')
  .argument('<role>', 'CONTRIBUTOR, REVIEWER, EDITOR or ADMIN')
  .action(async (email: string, role: string) =>
    (await import('#commands/users.ts')).setUserRole(email, role, config, log),
  );
users
  .command('disable')
  .description('end the sessions of an account and let it sign in no more')
  .argument('<email>', 'its e-mail address')
  .action(async (email: string) => (await import('#commands/users.ts')).disableUser(email, config, log));
users
  .command('link')
  .description('send a link that signs in once; printed when SMTP_URL is not set')
  .argument('<email>', 'its e-mail address')
  .action(async (email: string) => (await import('#commands/users.ts')).sendLink(email, config, log));
users
  .command('erase')
  .description('remove the personal data of an account')
  .argument('<email>', 'its e-mail address')
  .action(async (email: string) => (await import('#commands/users.ts')).eraseUser(email, config, log));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function readConfigOrExit(): ReturnType<typeof readConfig> {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.exit(explain(error));
  }
}

/** One line for what the operator can fix; everything else is a defect and shown whole. */
function explain(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode;
  const error = thrown instanceof HubError ? thrown : (describeConnectionFailure(thrown) ?? thrown);
  if (error instanceof HubError) process.stderr.write(`${error.line.trim()}\n`);
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return error instanceof StoppedError ? error.exitCode : 1;
}
