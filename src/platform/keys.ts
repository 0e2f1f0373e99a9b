/** API keys: shown once when they are made, kept as hashes. */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database/index.ts';
import { BadArgumentError } from './errors.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Points per window; null: as many as every key has. */
  readonly points: number | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const columns = 'id, name, points, created_at AS "createdAt", revoked_at AS "revokedAt"';

export async function createKey(
  { pool }: Database,
  name: string,
  points: number | null,
): Promise<{ key: ApiKey; token: string }> {
  const id = randomBytes(4).toString('hex');
  // 256 random bits: nothing that could be guessed, so that a plain hash suffices.
  const token = `wezel_${id}_${randomBytes(32).toString('base64url')}`;
  const { rows } = await pool.query<ApiKey>(
    `INSERT INTO api_key (id, name, hash, points) VALUES ($1, $2, $3, $4) RETURNING ${columns}`,
    [id, name, hashOf(token), points],
  );
  return { key: rows[0] as ApiKey, token };
}

export async function listKeys({ pool }: Database): Promise<ApiKey[]> {
  const { rows } = await pool.query<ApiKey>(`SELECT ${columns} FROM api_key ORDER BY created_at, id`);
  return rows;
}

export async function revokeKey({ pool }: Database, id: string): Promise<ApiKey> {
  const { rows } = await pool.query<ApiKey>(
    `UPDATE api_key SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE id = $1 RETURNING ${columns}`,
    [id],
  );
  if (rows[0] !== undefined) {
    await pool.query(`NOTIFY ${keysChannel}`);
    return rows[0];
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

/** Looks keys up without asking the database at every request; while it is away, what was known of them holds. */
export class ApiKeys {
  readonly #database: Database;
  #remembered = new Map<string, Remembered>();

  constructor(database: Database) {
    this.#database = database;
  }

  async find(token: string): Promise<ApiKey | undefined> {
    if (!/^wezel_[0-9a-f]{8}_[\w-]{43}$/.test(token)) return undefined;
    const hash = hashOf(token);
    const known = this.#remembered.get(hash);
    if (known !== undefined && Date.now() - known.at < rememberedMs) return known.key;
    const remembered = this.#remembered;
    try {
      const { rows } = await this.#database.pool.query<ApiKey>(
        `SELECT ${columns} FROM api_key WHERE hash = $1 AND revoked_at IS NULL`,
        [hash],
      );
      remember(remembered, hash, rows[0]);
      return rows[0];
    } catch (error) {
      if (known !== undefined) return known.key;
      throw error;
    }
  }

  /** One may have been revoked. What is being looked up right now is not remembered either. */
  forget(): void {
    this.#remembered = new Map();
  }
}

function remember(known: Map<string, Remembered>, hash: string, key: ApiKey | undefined): void {
  known.delete(hash);
  known.set(hash, { key, at: Date.now() });
  const [oldest] = known.keys();
  if (known.size > maxRemembered && oldest !== undefined) known.delete(oldest);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
