/** API keys: shown once when they are made, kept as hashes. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { type Database, execute, query } from './database/index.ts';
import { BadArgumentError } from './errors.ts';
import { readPrimary, type ServersInUse } from './releases/servers.ts';
import { hashOf } from './secrets.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Points per window; null: as many as every key has. */
  readonly points: number | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const columns = ['id', 'name', 'points', 'created_at as createdAt', 'revoked_at as revokedAt'] as const;

export async function createKey(
  { pool }: Database,
  name: string,
  points: number | null,
): Promise<{ key: ApiKey; token: string }> {
  const id = randomBytes(4).toString('hex');
  // 256 random bits: nothing that could be guessed, so that a plain hash suffices.
  const token = `wezel_${id}_${randomBytes(32).toString('base64url')}`;
  const row = { id, name, hash: hashOf(token), points };
  const [key] = await execute(pool, query.insertInto('api_key').values(row).returning(columns));
  return { key: key as ApiKey, token };
}

export function listKeys({ pool }: Database): Promise<ApiKey[]> {
  return execute(pool, query.selectFrom('api_key').select(columns).orderBy('created_at').orderBy('id'));
}

export async function revokeKey({ pool }: Database, id: string): Promise<ApiKey> {
  const [revoked] = await execute(
    pool,
    query
      .updateTable('api_key')
      .set(({ fn, ref }) => ({ revoked_at: fn.coalesce(ref('revoked_at'), sql<Date>`clock_timestamp()`) }))
      .where('id', '=', id)
      .returning(columns),
  );
  if (revoked !== undefined) {
    await pool.query(`NOTIFY ${keysChannel}`);
    return revoked;
  }
  throw new BadArgumentError(`There is no key "${id}".`, 'npm run keys -- list names them all.');
}

/** On which every process hears that a key was revoked. */
export const keysChannel = 'wezel_keys';

/** For so long a key that was looked up is believed without asking again. */
const rememberedMs = 10_000;
const maxRemembered = 10_000;

interface Remembered {
  readonly key: ApiKey | undefined;
  readonly at: number;
}

/**
 * Looks keys up without asking the primary at every request; while it is away, what was known of them holds, and others are
 * looked up where public data is read.
 */
export class ApiKeys {
  readonly #database: Database;
  readonly #servers: Pick<ServersInUse, 'server'>;
  #remembered = newMemory();

  constructor(database: Database, servers: Pick<ServersInUse, 'server'>) {
    this.#database = database;
    this.#servers = servers;
  }

  async find(token: string): Promise<ApiKey | undefined> {
    if (!/^wezel_[0-9a-f]{8}_[\w-]{43}$/.test(token)) return undefined;
    const hash = hashOf(token);
    const known = this.#remembered.get(hash);
    if (known !== undefined && Date.now() - known.at < rememberedMs) return known.key;
    const remembered = this.#remembered;
    try {
      const valid = query
        .selectFrom('api_key')
        .select(columns)
        .where('hash', '=', hash)
        .where('revoked_at', 'is', null);
      const [key] = await readPrimary(this.#database, this.#servers, ({ pool }) => execute(pool, valid));
      remembered.set(hash, { key, at: Date.now() });
      return key;
    } catch (error) {
      if (known !== undefined) return known.key;
      throw error;
    }
  }

  /** One may have been revoked. What is being looked up right now is not remembered either. */
  forget(): void {
    this.#remembered = newMemory();
  }
}

/** By the hash of the key. */
function newMemory(): LRUCache<string, Remembered> {
  return new LRUCache({ max: maxRemembered });
}
