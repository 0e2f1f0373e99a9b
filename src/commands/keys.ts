/** `npm run keys -- create|list|revoke`: who may ask more often than everyone else. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import type { Database } from '#platform/database/index.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { type ApiKey, createKey, listKeys, revokeKey } from '#platform/keys.ts';
import { stopSignal } from './signals.ts';
import { withHub } from './with-hub.ts';

const maximalName = 200;
const maximalPoints = 100_000_000;

export async function makeKey(name: string, options: { points?: string }, config: Config, log: Logger): Promise<void> {
  if (name.trim() === '' || name.length > maximalName || /\p{Cc}/u.test(name)) {
    throw new BadArgumentError(
      'The name of the key is empty, too long, or more than a line.',
      `Say who has it, in 1–${maximalName} characters.`,
    );
  }
  const points = options.points === undefined ? null : wholeNumber(options.points);
  await withDatabase(config, log, async (database) => {
    const { key, token } = await createKey(database, name.trim(), points);
    process.stderr.write(
      `Key ${key.id} for ${key.name}. It is shown only now; send it as "Authorization: Bearer <key>":\n`,
    );
    process.stdout.write(`${token}\n`);
  });
}

export async function showKeys(config: Config, log: Logger): Promise<void> {
  await withDatabase(config, log, async (database) => {
    const keys = await listKeys(database);
    for (const key of keys) process.stdout.write(`${lineOf(key)}\n`);
    if (keys.length === 0) process.stderr.write('There are no keys.\n');
  });
}

export async function endKey(id: string, config: Config, log: Logger): Promise<void> {
  await withDatabase(config, log, async (database) => {
    const key = await revokeKey(database, id);
    process.stdout.write(`${lineOf(key)}\n`);
  });
}

async function withDatabase(config: Config, log: Logger, work: (database: Database) => Promise<void>): Promise<void> {
  const signal = stopSignal();
  await withHub(config, log, ({ database }) => {
    signal.throwIfAborted();
    return work(database);
  });
}

function wholeNumber(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= maximalPoints) return value;
  throw new BadArgumentError(`--points is "${text}".`, `Give a whole number from 1 to ${maximalPoints}.`);
}

function lineOf({ id, name, points, createdAt, revokedAt }: ApiKey): string {
  const state = revokedAt === null ? 'valid' : `revoked ${revokedAt.toISOString()}`;
  return [id, name, `${points ?? 'default'} points`, `created ${createdAt.toISOString()}`, state].join('\t');
}
