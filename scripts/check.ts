/** Everything a change has to pass besides the tests. Each check that fails is followed by the command that fixes it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly fix: string;
  /** Without its packages the check is skipped. */
  readonly needs?: { readonly folder: string; readonly install: string };
}

const checks: readonly Check[] = [
  { name: 'format', command: 'biome check --linter-enabled=false .', fix: 'npm run format' },
  {
    name: 'lint',
    command: 'biome lint --error-on-warnings --skip=style/noRestrictedImports .',
    fix: 'npm run lint -- --write   (fixes what is marked FIXABLE; the rest by hand)',
  },
  {
    name: 'import rules',
    command: 'biome lint --only=style/noRestrictedImports .',
    fix: 'move the code, or import through the alias that the message names; then npm run lint',
  },
  { name: 'types', command: 'tsc --noEmit', fix: 'fix the types by hand; then npm run types' },
  {
    name: 'types of test/clients',
    command: 'tsc --noEmit -p test/clients',
    fix: 'fix the types by hand; after a change of its packages: npm run clients',
    needs: { folder: 'test/clients/node_modules', install: 'npm run clients' },
  },
  {
    name: 'types of test/openapi',
    command: 'tsc --noEmit -p test/openapi',
    fix: 'fix the types by hand; after a change of its packages: npm run openapi',
    needs: { folder: 'test/openapi/node_modules', install: 'npm run openapi' },
  },
  {
    name: 'types of test/browser',
    command: 'tsc --noEmit -p test/browser',
    fix: 'fix the types by hand; after a change of its packages: npm run browser',
    needs: { folder: 'test/browser/node_modules', install: 'npm run browser' },
  },
  {
    name: 'operation types',
    command: 'node scripts/operation-types.ts --check',
    fix: 'npm run operation-types',
  },
  { name: 'schema', command: 'node scripts/schema.ts --check', fix: 'npm run schema' },
  { name: 'migrations', command: 'node scripts/migration.ts --check', fix: 'npm run migration -- <name>' },
  {
    name: 'words',
    command: 'node scripts/words.ts',
    fix: 'reword the descriptions that are listed; then npm run schema',
  },
  {
    name: 'raw SQL',
    command: 'node scripts/raw-sql.ts',
    fix: 'build the statements with Kysely, or say in a comment why it cannot: // SQL as text: <reason>',
  },
  {
    name: 'counts of models and statements',
    command: 'node scripts/model-counts.ts --check',
    fix: 'node scripts/model-counts.ts --write',
  },
  { name: 'unused code', command: 'knip --no-progress', fix: 'npm run unused -- --fix   (or remove it by hand)' },
];

interface Outcome extends Check {
  readonly passed: boolean;
  readonly output: string;
}

function run(check: Check): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(check.command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) => resolve({ ...check, passed: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}

function report({ name, passed, output, fix }: Outcome): void {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name}`);
  if (!passed) console.log(`\n${output.trim()}\n\nTo fix ${name}: ${fix}\n`);
}

const isReady = ({ needs }: Check): boolean => needs === undefined || existsSync(needs.folder);
const outcomes = await Promise.all(checks.filter(isReady).map(run));
for (const { name, needs } of checks.filter((check) => !isReady(check))) {
  console.log(`skipped ${name}: its packages are not installed. To install them: ${needs?.install}`);
}
outcomes.forEach(report);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
