/** Everything a change has to pass besides the tests. Each check that fails is followed by the command that mends it. */
import { spawn } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly mend: string;
}

const checks: readonly Check[] = [
  { name: 'format', command: 'biome check --linter-enabled=false .', mend: 'npm run format' },
  {
    name: 'lint',
    command: 'biome lint --error-on-warnings --skip=style/noRestrictedImports .',
    mend: 'npm run lint -- --write   (mends what is marked FIXABLE; the rest by hand)',
  },
  {
    name: 'import rules',
    command: 'biome lint --only=style/noRestrictedImports .',
    mend: 'move the code, or import through the alias that the message names; then npm run lint',
  },
  { name: 'types', command: 'tsc --noEmit', mend: 'mend the types by hand; then npm run types' },
  { name: 'schema', command: 'node scripts/schema.ts --check', mend: 'npm run schema' },
  { name: 'migrations', command: 'node scripts/migration.ts --check', mend: 'npm run migration -- <name>' },
  { name: 'unused code', command: 'knip --no-progress', mend: 'npm run unused -- --fix   (or remove it by hand)' },
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

function report({ name, passed, output, mend }: Outcome): void {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name}`);
  if (!passed) console.log(`\n${output.trim()}\n\nTo mend ${name}: ${mend}\n`);
}

const outcomes = await Promise.all(checks.map(run));
outcomes.forEach(report);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
