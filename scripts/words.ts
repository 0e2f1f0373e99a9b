/** Refuses words that no field uses in the descriptions of the schema; docs/glossary.md has the terms. */
import { readFileSync } from 'node:fs';

const replacements: Readonly<Record<string, string>> = {
  told: 'stated, reported or derived',
  tells: 'states, reports',
  mend: 'fix',
  mends: 'fixes',
  mended: 'fixed',
  asked: 'requested',
};
const words = new RegExp(`\\b(?:${Object.keys(replacements).join('|')})\\b`, 'gi');
const file = 'schema/schema.graphql';

const found = readFileSync(file, 'utf8')
  .split('\n')
  .flatMap((line, index) => [...line.matchAll(words)].map(([word]) => ({ line: index + 1, word })));
for (const { line, word } of found) {
  console.error(`${file}:${line}: "${word}": write ${replacements[word.toLowerCase()]}, in the description in src/`);
}
if (found.length > 0) process.exitCode = 1;
