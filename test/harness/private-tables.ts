/** The tables of the model files that begin with "PRIVATE:". */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../prisma/models/', import.meta.url);

export const privateTables: readonly string[] = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .filter((text) => text.startsWith('/// PRIVATE:'))
  .flatMap((text) => [...text.matchAll(/^model [^{]*\{.*?@@map\("(\w+)"\)/gms)].map((found) => found[1] ?? ''));
