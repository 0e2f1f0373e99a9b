/**
 * Refuses words of the code's former dialect in identifiers and in the descriptions of the schema. docs/glossary.md says what the
 * terms are; `node scripts/words.ts` lists what has to be renamed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const replacements: Readonly<Record<string, string>> = {
  told: 'stated, reported',
  tell: 'state, report',
  tells: 'states, reports',
  mend: 'fix, or a hint',
  mends: 'fixes',
  mended: 'fixed',
  held: 'cached reference data',
  asked: 'requested',
  question: 'query, request, response key',
  questions: 'queries',
  most: 'max',
  least: 'min',
  usual: 'default',
  patience: 'timeout',
  worry: 'timeout',
  reckoned: 'computed',
};

/** A column, a field or an input that is called so: an event is held, an office is asked in a survey. */
const names = new Set([
  'heldOn',
  'eventsHeld',
  'askedOn',
  'asked_on',
  'scoreMost',
  'score_most',
  'mostPreciseNuts',
  'mostRegular',
  'leastBusy',
]);
/** Forms of calls have questions. */
const forms = /(^|\/)(live-calls|account)\//;
/** Written by Prisma and codegen. */
const elsewhere = /(^|\/)generated\//;

const notCode = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

interface Finding {
  readonly place: string;
  readonly name: string;
  readonly word: string;
}

function wordsOf(name: string): string[] {
  return name
    .split(/(?<=[a-z])(?=[A-Z])|[_\d]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => Object.hasOwn(replacements, word));
}

function inCode(file: string): Finding[] {
  const code = readFileSync(file, 'utf8').replace(notCode, (text) => text.replace(/[^\n]/g, ''));
  return code
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/[A-Za-z_]\w*/g)].flatMap(([name]) =>
        names.has(name) || (forms.test(file) && /question/i.test(name))
          ? []
          : wordsOf(name).map((word) => ({ place: `${file}:${index + 1}`, name, word })),
      ),
    );
}

/** Prose needs some of these words; none of the four below. */
function inDescriptions(file: string): Finding[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    [...line.matchAll(/\b(?:told|tells|mend|mends|mended|asked)\b/gi)].map(([name]) => ({
      place: `${file}:${index + 1}`,
      name,
      word: name.toLowerCase(),
    })),
  );
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !elsewhere.test(name))
  .map((name) => join('src', name));
const found = [...files.flatMap(inCode), ...inDescriptions('schema/schema.graphql')];
for (const { place, name, word } of found) console.error(`${place}: "${name}": write ${replacements[word]}`);
if (found.length > 0) process.exitCode = 1;
