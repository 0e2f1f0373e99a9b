/** The only reader of the environment. */
import path from 'node:path';
import { OperatorError } from '#platform/errors.ts';

export interface Config {
  /** Unset: an embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly limits: Limits;
}

/** What a caller may ask for at most; docs/limits.md tells them to callers. */
export interface Limits {
  readonly bodyBytes: number;
  readonly documentTokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
  readonly statementTimeoutMs: number;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const defaultLimits: Limits = {
  bodyBytes: 256 * 1024,
  documentTokens: 2_000,
  depth: 15,
  aliases: 30,
  cost: 50_000,
  statementTimeoutMs: 10_000,
};

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(env: Environment): Config {
  return {
    databaseUrl: env['DATABASE_URL']?.trim() || null,
    dataDir: path.resolve(env['DATA_DIR']?.trim() || '.data'),
    host: env['HOST']?.trim() || 'localhost',
    port: integer(env, 'PORT', 4000, 0, 65_535),
    logLevel: oneOf(env, 'LOG_LEVEL', 'info', logLevels),
    limits: {
      bodyBytes: integer(env, 'LIMIT_BODY_BYTES', defaultLimits.bodyBytes, 1_024, 16 * 1024 * 1024),
      documentTokens: integer(env, 'LIMIT_DOCUMENT_TOKENS', defaultLimits.documentTokens, 100, 100_000),
      depth: integer(env, 'LIMIT_DEPTH', defaultLimits.depth, 3, 100),
      aliases: integer(env, 'LIMIT_ALIASES', defaultLimits.aliases, 1, 1_000),
      cost: integer(env, 'LIMIT_COST', defaultLimits.cost, 100, 10_000_000),
      statementTimeoutMs: integer(env, 'LIMIT_STATEMENT_TIMEOUT_MS', defaultLimits.statementTimeoutMs, 100, 600_000),
    },
  };
}

function integer(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is "${text}", which is not a whole number from ${least} to ${most}.`,
    `Set ${name} to such a number, or unset it for the default of ${fallback}.`,
  );
}

function oneOf<const T extends string>(env: Environment, name: string, fallback: T, choices: readonly T[]): T {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, `Set it to one of ${choices.join(', ')}.`);
}
