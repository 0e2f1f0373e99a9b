/**
 * An upgrade without a stop: the version before serves a database, this version migrates it and serves it, too, and both
 * answer, take contributions and see one another's, until the one before is gone.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { populationFiles } from '../fixtures/population.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';
import { type HubProcess, hubEnvironment, startHubProcess } from '../harness/hub-process.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type Answer, answersTo, ask, failed, type Operation, readOperations } from './answers.ts';
import { checkOut, readVersionBefore, whyMissing } from './version-before.ts';

const before = await readVersionBefore();
const missing = whyMissing(before);
const database = missing === null ? await createTestDatabase('empty') : null;
if (missing !== null) test.skip(`versions are not tested side by side here: ${missing}`);

const ofKnownTypes = `query ($text: String!) {
  search(text: $text, types: [TERRITORIAL_UNIT, OFFICE, PROJECT, PRACTICE, CALL, EVENT]) { totalCount nodes { type title } }
}`;
const ofAllTypes = 'query ($text: String!) { search(text: $text) { totalCount nodes { type title } } }';

/** But for fields of which the changelog says that they are another in this version. */
function expectSame(
  operations: readonly Operation[],
  some: Readonly<Record<string, Answer>>,
  others: Readonly<Record<string, Answer>>,
): void {
  const known = ({ data }: Answer = { status: 0, release: null, data: {} }): unknown =>
    JSON.parse(JSON.stringify(data, (key, value: unknown) => (Object.hasOwn(before.changed, key) ? null : value)));
  for (const { name } of operations) expect([name, known(some[name])]).toEqual([name, known(others[name])]);
}

describe.runIf(missing === null)(`beside version ${before.version}`, { timeout: 600_000 }, () => {
  const toEnd: (() => void | Promise<void>)[] = [];
  const atEnd = (end: () => void | Promise<void>): void => void toEnd.unshift(end);
  let folder: string;
  let settings: NodeJS.ProcessEnv;
  let folderBefore: string;
  let old: HubProcess;
  let now: HubProcess;
  let operations: readonly Operation[];
  /** Those that this version understands, too. */
  let understood: readonly Operation[];
  let answersBefore: Record<string, Answer>;

  const startOld = (): Promise<HubProcess> =>
    startHubProcess({ ...settings, DATA_DIR: path.join(folder, 'before') }, atEnd, folderBefore);
  const load = (cwd: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, ['src/cli.ts', 'import', ...args], { cwd, env: hubEnvironment(settings) });
  const bothServe = (release: string): Promise<void> =>
    expect
      .poll(
        async () => [
          (await ask(old, '{ release { number } }')).release,
          (await ask(now, '{ release { number } }')).release,
        ],
        { timeout: 120_000 },
      )
      .toEqual([release, release]);

  beforeAll(async () => {
    folderBefore = await checkOut(before, atEnd);
    folder = temporaryFolder('wezel-versions-', atEnd);
    // Whatever is answered is read from the database.
    settings = { DATABASE_URL: database?.url, CACHE_BYTES: '0', LOG_LEVEL: 'warn', STARTER: 'documents' };
    const register = path.join(folder, 'TERC.csv');
    await writeFile(register, toCsv(buildTerc({ asOf: '2022-01-01' })));
    const [population, mapping] = [path.join(folder, 'population.csv'), path.join(folder, 'population.yaml')];
    const files = await populationFiles();
    await writeFile(population, files.rows);
    await writeFile(mapping, files.mapping);
    await load(folderBefore, 'teryt', register);
    await load(folderBefore, 'metrics', population, '--mapping', mapping);
    old = await startOld();
    operations = await readOperations(old);
    understood = operations.filter(({ name }) => !before.renamed.includes(name));
    answersBefore = await answersTo(old, operations);
  }, 600_000);
  afterAll(async () => {
    for (const end of toEnd) await end();
  }, 120_000);

  test('it answers all of its published operations by itself', () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(failed(answersBefore)).toEqual([]);
  });

  test('it goes on answering them while this version migrates the database and starts', async () => {
    let isOver = false;
    const failures: [string, Answer][] = [];
    const asking = (async () => {
      for (let round = 0; !isOver || round === 0; round += 1)
        failures.push(...failed(await answersTo(old, operations)));
    })();
    now = await startHubProcess({ ...settings, DATA_DIR: path.join(folder, 'now') }, atEnd);
    isOver = true;
    await asking;
    expect(failures).toEqual([]);
  });

  test('this version answers what clients of the one before ask, with the same', async () => {
    const answers = await answersTo(now, operations);
    expect(failed(answers).map(([name]) => name)).toEqual(before.renamed);
    expectSame(understood, answers, answersBefore);
  });

  test('what one takes the other shows', async () => {
    const propose = `mutation ($value: String!) {
      proposeCorrection(target: "/practices/dzierzoniow-quality-programme", field: "title", value: $value, reason: "Why") {
        correction { number state } userErrors { code } } }`;
    for (const [writer, reader] of [
      [old, now],
      [now, old],
    ] as const) {
      const { data } = await ask(writer, propose, { value: 'A right title' });
      const { correction, userErrors } = data['proposeCorrection'] as {
        correction: { number: number; state: string };
        userErrors: object[];
      };
      expect([userErrors, correction]).toMatchObject([[], { state: 'OPEN' }]);
      const shown = await ask(reader, 'query ($number: Int!) { correction(number: $number) { number state } }', {
        number: correction.number,
      });
      expect(shown.data).toEqual({ correction });
    }
  });

  test('a release of this version is served by both, with the same answers', async () => {
    const register = path.join(folder, 'TERC_2023.csv');
    const rename = (rows: TercRecord[]): TercRecord[] =>
      rows.map((row) => (row.WOJ === '16' && row.POW === '01' && row.GMI === '' ? { ...row, NAZWA: 'nowy' } : row));
    await writeFile(register, toCsv(buildTerc({ asOf: '2023-01-01', changes: rename })));
    await load(process.cwd(), 'teryt', register);
    await bothServe('4');
    const [theirs, ours] = [await answersTo(old, operations), await answersTo(now, understood)];
    expect(failed(ours)).toEqual([]);
    expect(failed(theirs)).toEqual([]);
    expectSame(understood, theirs, ours);
  });

  test.for(['Dzierżoniów', 'konferencja', 'jakość', 'gliwice'])('both find the same for "%s"', async (text) => {
    const [theirs, ours] = [await ask(old, ofKnownTypes, { text }), await ask(now, ofKnownTypes, { text })];
    expect(failed({ theirs, ours })).toEqual([]);
    expect((ours.data['search'] as { totalCount: number }).totalCount).toBeGreaterThan(0);
    expect(theirs.data).toEqual(ours.data);
  });

  test('a search whose page has types that only this version knows', async () => {
    const text = 'laboratorium';
    const ours = await ask(now, ofAllTypes, { text });
    expect(failed({ ours })).toEqual([]);
    const theirs = await ask(old, ofAllTypes, { text });
    expect(failed({ theirs })).toHaveLength(before.cannot.findNewTypes === undefined ? 0 : 1);
  });

  test('the version before is started again on the migrated database', async () => {
    await old.kill('SIGTERM');
    const again = startOld();
    if (before.cannot.restart !== undefined) {
      await expect(again).rejects.toThrow('newer than this version of the hub');
      return;
    }
    old = await again;
    expect(failed(await answersTo(old, operations))).toEqual([]);
  });

  test('this version goes on alone', async () => {
    await old.kill('SIGTERM');
    expect(failed(await answersTo(now, understood))).toEqual([]);
  });
});
