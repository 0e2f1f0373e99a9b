/**
 * Refuses circles of files that import each other, types included: neither of them can be read, tested or moved alone.
 * dependency-cruiser reports a false green on TypeScript 7, and madge does not resolve the aliases of package.json.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const { imports: aliases } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, string> };

function resolved(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(file), specifier);
  if (Object.hasOwn(aliases, specifier)) return join('.', aliases[specifier] ?? '');
  for (const [alias, target] of Object.entries(aliases)) {
    const start = alias.slice(0, -1);
    if (alias.endsWith('*') && specifier.startsWith(start)) {
      return join('.', target.replace('*', specifier.slice(start.length)));
    }
  }
  return undefined;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('generated'))
  .map((name) => join('src', name));
const graph = new Map(
  files.map((file) => {
    const specifiers = readFileSync(file, 'utf8').matchAll(/^(?:import|export|\} from)\b[^'"`]*?['"]([^'"]+)['"]/gm);
    return [file, [...specifiers].flatMap(([, specifier = '']) => resolved(file, specifier) ?? [])];
  }),
);

/** What is left when files that import nothing of the rest, or that nothing of the rest imports, are taken away again and again. */
let left = new Set(files);
for (let before = Number.POSITIVE_INFINITY; left.size < before; ) {
  before = left.size;
  const imported = new Set([...left].flatMap((file) => graph.get(file) ?? []));
  const isInside = (file: string): boolean =>
    imported.has(file) && graph.get(file)?.some((other) => left.has(other)) === true;
  left = new Set([...left].filter(isInside));
}
for (const file of [...left].toSorted()) console.error(`${file} is in a circle of imports`);
if (left.size > 0) process.exitCode = 1;
