/** Measured tables stand in the documentation between two marks. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchFolder } from './servers.ts';

export interface Section {
  /** From the project's folder. */
  readonly file: string;
  readonly marks: readonly [begin: string, end: string];
}

export async function writeSection({ file, marks }: Section, text: string): Promise<void> {
  const target = path.join(benchFolder, '../..', file);
  const [before, rest] = (await readFile(target, 'utf8')).split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has lost its marks ${marks.join(' ')}`);
  await writeFile(target, `${before}${marks[0]}\n\n${text}\n\n${marks[1]}${after}`);
}
