/** `node scripts/metadata-quality.ts http://localhost:4000/catalog.ttl [folder of SHACL shapes]`: the score of a catalogue. */
import { missingProperties, shapeViolations } from './metadata-quality/compliance.ts';
import { parseTurtle, scoreOf } from './metadata-quality/score.ts';

const [address, folder] = process.argv.slice(2);
if (address === undefined) {
  process.stderr.write('Name the address of a catalogue in Turtle, such as http://localhost:4000/catalog.ttl.\n');
  process.exit(1);
}
const store = parseTurtle(await (await fetch(address)).text());
const problems = [
  ...missingProperties(store),
  ...(folder === undefined ? [] : await shapeViolations(store, folder, (name) => !name.includes('hvd'))),
];
const score = await scoreOf(store, {
  isCompliant: problems.length === 0,
  answers: async (url) => (await fetch(url, { method: 'HEAD' }).catch(() => undefined))?.ok === true,
});
for (const { dimension, name, points, scored, missing } of score.indicators) {
  const lacking = missing.length === 0 ? '' : `  (not: ${missing.slice(0, 3).join(', ')})`;
  process.stdout.write(`${dimension.padEnd(17)} ${name.padEnd(46)} ${scored} of ${points}${lacking}\n`);
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${score.scored} of ${score.points}\n`);
process.exitCode = score.scored === score.points ? 0 : 1;
