/** `npm run retract -- <release>`: takes a release back by a new one that undoes it. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { dayInPoland } from '#platform/clock.ts';
import { BadArgumentError } from '#platform/errors.ts';
import type { Published } from '#platform/releases/publish.ts';
import type { KeptRow } from '#platform/releases/retraction/undo.ts';
import { type Retraction, retractRelease } from '#sources/retraction/retract.ts';
import { stopSignal } from './signals.ts';
import { traced } from './traced.ts';
import { withHub } from './with-hub.ts';

export interface RetractOptions {
  readonly dryRun?: boolean | undefined;
  readonly note?: string | undefined;
  readonly json?: boolean | undefined;
}

export async function retract(text: string, options: RetractOptions, config: Config, log: Logger): Promise<void> {
  if (!/^\d{1,9}$/.test(text)) {
    throw new BadArgumentError(`"${text}" is no release number.`, 'Write it as 42.');
  }
  const { dryRun = false, note, json = false } = options;
  const number = Number(text);
  const signal = stopSignal();
  const onWait = (): boolean => process.stderr.write('waiting for another import to end\n');
  const today = dayInPoland(new Date());
  const published = await withHub(config, log, ({ database }) =>
    traced(config, log, 'retract', () =>
      retractRelease(database, number, { dryRun, note, today, signal, onWait: () => void onWait() }),
    ),
  );
  (json ? process.stderr : process.stdout).write(reportForPeople(number, published, dryRun));
  if (json) process.stdout.write(`${JSON.stringify(reportForPrograms(number, published))}\n`);
}

function reportForPrograms(number: number, { release, result }: Published<Retraction>): object {
  const { undone, kept, keptRows, laterOfKind } = result;
  return { release, retracts: number, undone, kept, keptRows, laterOfKind };
}

const maxShown = 20;

const reasons: Readonly<Record<KeptRow['reason'], string>> = {
  CHANGED_LATER: 'a later release changed it, or what it is a part of',
  REFERRED_TO: 'other rows refer to it, or to what it is a part of',
  CONFLICT: 'what it was before no longer fits to what later releases made',
};

function reportForPeople(number: number, { release, result }: Published<Retraction>, dryRun: boolean): string {
  const { undone, kept, keptRows, laterOfKind } = result;
  const lines = [
    `Release ${number}:`,
    ...undone.map(({ type, restored, removed }) => `  ${type}: ${restored} as before, ${removed} removed`),
    ...(kept === 0 ? [] : [`${kept} rows cannot be taken back and stay as they are:`]),
    ...keptRows.slice(0, maxShown).map(({ type, key, reason }) => `  ${type} ${key}: ${reasons[reason]}`),
    ...(kept > maxShown
      ? [`  … and ${kept - maxShown} more${kept > keptRows.length ? '' : '; --json lists them'}`]
      : []),
    ...(laterOfKind.length === 0 ? [] : [loadAgain(laterOfKind)]),
    release !== null
      ? `Published as release ${release}.`
      : dryRun
        ? 'Dry run: nothing was written.'
        : 'Nothing changed.',
  ];
  return `${lines.join('\n')}\n`;
}

function loadAgain(releases: readonly number[]): string {
  const named = releases.length === 1 ? `Release ${releases[0]} is` : `Releases ${releases.join(', ')} are`;
  return `${named} of the same kind of file: load again what only repeated rows of the one taken back.`;
}
