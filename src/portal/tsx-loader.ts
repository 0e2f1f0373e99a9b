/**
 * Lets Node load .tsx, of which it strips no types by itself: esbuild compiles all of the portal's at once, as a process for
 * each file takes longer than the file. Under vitest, which compiles .tsx itself, this has nothing to do.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TransformOptions, transform, transformSync } from 'esbuild';

const compiled = new Map<string, string>();

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const source = compiled.get(file) ?? transformSync(readFileSync(file, 'utf8'), optionsOf(file)).code;
    return { format: 'module', source, shortCircuit: true };
  },
});

/** Await this before the first .tsx is imported. */
export async function compilePages(): Promise<void> {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names.map(async (name) => {
      if (!name.endsWith('.tsx')) return;
      const file = join(folder, name);
      const { code } = await transform(readFileSync(file, 'utf8'), optionsOf(file));
      compiled.set(file, code);
    }),
  );
}

function optionsOf(sourcefile: string): TransformOptions {
  return {
    loader: 'tsx',
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcefile,
    sourcemap: 'inline',
  };
}
