/** The only reader of the environment. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { BackupSettings } from '#platform/backup/schedule.ts';
import { OperatorError } from '#platform/errors.ts';
import type { Operator } from '#platform/operator.ts';

export interface Config {
  /** Unset: an embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Where the hub is reached by its readers, without a slash at its end. */
  readonly publicUrl: string;
  readonly publisher: PublisherSettings;
  readonly logLevel: LogLevel;
  /** Threads for large operations; 0: the main thread executes them. */
  readonly workerThreads: number;
  readonly logFormat: LogFormat;
  readonly limits: Limits;
  readonly rate: RateSettings;
  readonly cache: CacheSettings;
  readonly observation: ObservationSettings;
  readonly bdl: BdlSettings;
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  readonly starter: StarterSet;
  readonly backup: BackupSettings;
  readonly operator: Operator;
}

/** What an empty hub is filled with: the first documents and the country, the documents alone, or nothing. */
const starterSets = ['country', 'documents', 'none'] as const;
export type StarterSet = (typeof starterSets)[number];

/** Who runs the hub, for catalogues and whoever has a query. */
export interface PublisherSettings {
  readonly name: string;
  /** Null: readers are sent to the page about the hub. */
  readonly email: string | null;
}

/** What a caller may ask for at most; docs/limits.md states them to callers. */
export interface Limits {
  readonly bodyBytes: number;
  readonly documentBytes: number;
  readonly documentTokens: number;
  readonly depth: number;
  readonly fields: number;
  readonly directives: number;
  readonly operations: number;
  readonly fieldPairs: number;
  readonly listItems: number;
  readonly textLength: number;
  readonly inputDepth: number;
  readonly pageEntries: number;
  readonly nodes: number;
  readonly references: number;
  readonly cost: number;
  readonly operationTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly connections: number;
  /** Entries up to which an export is sent at once; a longer one becomes a job. */
  readonly exportRows: number;
  readonly exportsPerCaller: number;
  /** How long the file of an export is kept. */
  readonly exportHours: number;
  readonly streams: number;
}

/** Each takes the memory of the reference data once more. */
const defaultThreads = Math.min(2, Math.max(1, availableParallelism() - 1));

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const logFormats = ['auto', 'json', 'pretty'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Default, least and most of each limit. */
const limitRanges: Readonly<Record<keyof Limits, readonly [fallback: number, min: number, max: number]>> = {
  bodyBytes: [256 * 1024, 1_024, 16 * 1024 * 1024],
  documentBytes: [64 * 1024, 1_024, 4 * 1024 * 1024],
  documentTokens: [4_000, 100, 100_000],
  depth: [15, 3, 100],
  fields: [2_000, 10, 100_000],
  directives: [30, 1, 1_000],
  operations: [20, 1, 1_000],
  fieldPairs: [10_000, 10, 1_000_000],
  listItems: [500, 100, 10_000],
  textLength: [10_000, 100, 1_000_000],
  inputDepth: [10, 3, 100],
  pageEntries: [100, 20, 1_000],
  nodes: [100, 1, 1_000],
  references: [500, 1, 5_000],
  cost: [50_000, 100, 10_000_000],
  operationTimeoutMs: [10_000, 100, 600_000],
  statementTimeoutMs: [10_000, 100, 600_000],
  headersTimeoutMs: [10_000, 1_000, 600_000],
  requestTimeoutMs: [20_000, 1_000, 600_000],
  connections: [2_000, 10, 100_000],
  exportRows: [20_000, 1, 10_000_000],
  exportsPerCaller: [2, 1, 100],
  exportHours: [72, 1, 8_760],
  streams: [50, 1, 10_000],
};

export const defaultPublisher: PublisherSettings = { name: 'Węzeł', email: null };

export const defaultLimits = limitsFrom(([fallback]) => fallback);

function limitsFrom(choose: (range: readonly [number, number, number], name: keyof Limits) => number): Limits {
  const entries = Object.entries(limitRanges).map(([name, range]) => [name, choose(range, name as keyof Limits)]);
  return Object.fromEntries(entries) as unknown as Limits;
}

/** `documentTokens` is set by LIMIT_DOCUMENT_TOKENS. */
function variableOf(limit: keyof Limits): string {
  return `LIMIT_${limit.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** How often one caller may ask. A window of 0 points means no limit. */
export interface RateSettings {
  readonly windowSeconds: number;
  readonly anonymousPoints: number;
  readonly keyPoints: number;
  /** Cost that takes one point more. */
  readonly costPerPoint: number;
  /** Shared by several processes through Redis; null: each counts for itself. */
  readonly redisUrl: string | null;
  /** Addresses and networks that are believed when they say who asks. */
  readonly trustedProxies: readonly string[];
  /** In which header they say so. */
  readonly proxyHeader: ProxyHeader;
}

const proxyHeaders = ['x-forwarded-for', 'forwarded'] as const;
export type ProxyHeader = (typeof proxyHeaders)[number];

export interface CacheSettings {
  /** For whole answers; 0: none is kept. */
  readonly answerBytes: number;
  /** For documents that clients registered. */
  readonly documentBytes: number;
  readonly maxAgeSeconds: number;
  readonly staleSeconds: number;
}

export interface ObservationSettings {
  /** Where Prometheus reads; null: nowhere. */
  readonly metricsPort: number | null;
  /** Whether /metrics is on the public port, too. */
  readonly metricsArePublic: boolean;
  readonly otlpEndpoint: string | null;
}

/** The Local Data Bank's API, which `sync` asks. */
export interface BdlSettings {
  readonly apiUrl: string;
  /** With a client id more may be requested; null: none. */
  readonly clientId: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(env: Environment): Config {
  const dataDir = path.resolve(env['DATA_DIR']?.trim() || '.data');
  const port = integer(env, 'PORT', 4000, 0, 65_535);
  const publicUrl = webAddress(env, 'PUBLIC_URL', `http://localhost:${port}`);
  return {
    databaseUrl: env['DATABASE_URL']?.trim() || null,
    dataDir,
    host: env['HOST']?.trim() || 'localhost',
    port,
    publicUrl,
    publisher: {
      name: env['PUBLISHER_NAME']?.trim() || defaultPublisher.name,
      email: emailAddress(env, 'CONTACT_EMAIL'),
    },
    logLevel: oneOf(env, 'LOG_LEVEL', 'info', logLevels),
    workerThreads: integer(env, 'WORKER_THREADS', defaultThreads, 0, 16),
    logFormat: oneOf(env, 'LOG_FORMAT', 'auto', logFormats),
    limits: readLimits(env),
    rate: {
      windowSeconds: integer(env, 'RATE_WINDOW_SECONDS', 60, 1, 86_400),
      anonymousPoints: integer(env, 'RATE_POINTS', 30_000, 0, 100_000_000),
      keyPoints: integer(env, 'RATE_KEY_POINTS', 300_000, 0, 100_000_000),
      costPerPoint: integer(env, 'RATE_COST_PER_POINT', 1_000, 1, 10_000_000),
      redisUrl: redisAddress(env),
      trustedProxies: list(env, 'TRUSTED_PROXIES'),
      proxyHeader: oneOf(env, 'PROXY_HEADER', 'x-forwarded-for', proxyHeaders),
    },
    cache: {
      answerBytes: integer(env, 'CACHE_BYTES', 64 * 1024 * 1024, 0, 999_999_999),
      documentBytes: integer(env, 'CACHE_DOCUMENT_BYTES', 64 * 1024 * 1024, 0, 999_999_999),
      maxAgeSeconds: integer(env, 'CACHE_MAX_AGE_SECONDS', 60, 0, 36_000),
      staleSeconds: integer(env, 'CACHE_STALE_SECONDS', 600, 0, 36_000),
    },
    observation: {
      metricsPort: env['METRICS_PORT']?.trim() ? integer(env, 'METRICS_PORT', 0, 0, 65_535) : null,
      metricsArePublic: oneOf(env, 'METRICS_PUBLIC', 'no', ['yes', 'no']) === 'yes',
      otlpEndpoint: env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim()
        ? webAddress(env, 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://localhost:4318')
        : null,
    },
    bdl: {
      apiUrl: webAddress(env, 'BDL_API_URL', 'https://bdl.stat.gov.pl/api/v1'),
      clientId: env['BDL_CLIENT_ID']?.trim() || null,
    },
    mail: {
      smtpUrl: smtpAddress(env),
      from: env['MAIL_FROM']?.trim() || `Węzeł <noreply@${new URL(publicUrl).hostname}>`,
    },
    starter: oneOf(env, 'STARTER', 'country', starterSets),
    backup: {
      everySeconds: period(env, 'BACKUP_EVERY'),
      keep: integer(env, 'BACKUP_KEEP', 7, 1, 10_000),
      folder: path.resolve(env['BACKUP_DIR']?.trim() || path.join(dataDir, 'backups')),
      hasKeys: oneOf(env, 'BACKUP_KEYS', 'no', ['yes', 'no']) === 'yes',
    },
    operator: {
      name: env['OPERATOR_NAME']?.trim() || null,
      email: env['OPERATOR_EMAIL']?.trim() || null,
      phone: env['OPERATOR_PHONE']?.trim() || null,
    },
  };
}

function readLimits(env: Environment): Limits {
  const limits = limitsFrom(([fallback, min, max], name) => integer(env, variableOf(name), fallback, min, max));
  // Node takes no others: the head is a part of the request.
  if (limits.headersTimeoutMs <= limits.requestTimeoutMs) return limits;
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `LIMIT_HEADERS_TIMEOUT_MS is ${limits.headersTimeoutMs}, more than LIMIT_REQUEST_TIMEOUT_MS, which is ${limits.requestTimeoutMs}.`,
    'Give the whole request at least as long as its head.',
  );
}

function list(env: Environment, name: string): string[] {
  return (env[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function redisAddress(env: Environment): string | null {
  const text = env['REDIS_URL']?.trim() || null;
  if (text === null || /^rediss?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  // Not stated whole: it may hold a password.
  throw new OperatorError(
    'BAD_CONFIGURATION',
    'REDIS_URL is no address of a Redis.',
    'Set it to one such as redis://127.0.0.1:6379, or unset it.',
  );
}

function smtpAddress(env: Environment): string | null {
  const text = env['SMTP_URL']?.trim() || null;
  if (text === null || /^smtps?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  // Not shown whole: it may hold a password.
  throw new OperatorError(
    'BAD_CONFIGURATION',
    'SMTP_URL is no address of a mail server.',
    'Set it to one such as smtp://user:password@mail.example.org:587, or unset it.',
  );
}

function emailAddress(env: Environment, name: string): string | null {
  const text = env[name]?.trim() || null;
  if (text === null || /^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text;
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, 'Set it to an e-mail address, or unset it.');
}

/** Without a slash at its end. */
function webAddress(env: Environment, name: string, fallback: string): string {
  const text = env[name]?.trim() || fallback;
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, `Set it to an address such as ${fallback}.`);
}

function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is "${text}", which is not a whole number from ${min} to ${max}.`,
    `Set ${name} to such a number, or unset it for the default of ${fallback}.`,
  );
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** `30m`, `24h` or `7d` in seconds; null where it is not set. */
function period(env: Environment, name: string): number | null {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return null;
  const [, count, unit = ''] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unitSeconds[unit] ?? 1);
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is "${text}", which is not a period.`,
    `Set ${name} to minutes, hours or days, such as 30m, 24h or 7d, or unset it.`,
  );
}

function oneOf<const T extends string>(env: Environment, name: string, fallback: T, choices: readonly T[]): T {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, `Set it to one of ${choices.join(', ')}.`);
}
