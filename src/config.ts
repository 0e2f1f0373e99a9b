/** The only reader of the environment. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { BackupSettings } from '#platform/backup/schedule.ts';
import type { DatabaseServers } from '#platform/database/index.ts';
import { OperatorError } from '#platform/errors.ts';
import type { Operator } from '#platform/operator.ts';
import type { S3Address } from '#platform/s3-address.ts';
import { type Limits, readLimits } from './config-limits.ts';
import {
  databaseAddresses,
  type Environment,
  emailAddress,
  integer,
  list,
  oneOf,
  period,
  redisAddress,
  s3Address,
  smtpAddress,
  webAddress,
} from './config-variables.ts';

export { defaultLimits, type Limits } from './config-limits.ts';

export interface Config {
  readonly database: DatabaseSettings;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** How long a process that is to stop goes on answering, until nobody sends it requests any more. */
  readonly drainSeconds: number;
  /** Where the hub is reached by its readers, without a slash at its end. */
  readonly publicUrl: string;
  /** Where files for download are kept; null: in the data folder. */
  readonly s3: S3Address | null;
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
  /** An office's own provider of OpenID Connect; null: there is none. */
  readonly provider: OidcSettings | null;
  readonly uploads: UploadSettings;
  readonly mail: { readonly smtpUrl: string | null; readonly from: string; readonly bounces: string | null };
  readonly starter: StarterSet;
  readonly backup: BackupSettings & BackupAddress;
  readonly operator: Operator;
}

export interface BackupAddress {
  /** Backups are made in it, and kept where there is no bucket. */
  readonly folder: string;
  readonly s3: S3Address | null;
}

export interface DatabaseSettings extends DatabaseServers {
  /** Where the primary may be; empty: an embedded PostgreSQL under dataDir. */
  readonly urls: readonly string[];
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Of the addresses of e-mail that it vouches for. */
  readonly domains: readonly string[];
}

/** Files that offices add to applications. */
export interface UploadSettings {
  readonly maxBytes: number;
  /** A program with its arguments, which gets the path of each file as the last one; null: files are not scanned. */
  readonly scan: readonly string[] | null;
}

/** What an empty hub is filled with: the first documents and the country, the documents alone, or nothing. */
const starterSets = ['country', 'documents', 'none'] as const;
export type StarterSet = (typeof starterSets)[number];

/** Who runs the hub, as catalogues name them. */
export interface PublisherSettings {
  readonly name: string;
  /** Null: readers are sent to the page about the hub. */
  readonly email: string | null;
}

/** Each takes the memory of the reference data once more. */
const defaultThreads = Math.min(2, Math.max(1, availableParallelism() - 1));

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const logFormats = ['auto', 'json', 'pretty'] as const;
export type LogFormat = (typeof logFormats)[number];

export const defaultPublisher: PublisherSettings = { name: 'Węzeł', email: null };

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
  /** Whether answers of GraphQL from the cache are lines of the log, too. */
  readonly logsCached: boolean;
  readonly otlpEndpoint: string | null;
}

/** The Local Data Bank's API, which `sync` asks. */
export interface BdlSettings {
  readonly apiUrl: string;
  /** With a client id more may be requested; null: none. */
  readonly clientId: string | null;
}

function readDatabaseSettings(env: Environment): DatabaseSettings {
  const urls = databaseAddresses(env, 'DATABASE_URL');
  const others = ['DATABASE_DIRECT_URL', 'DATABASE_READ_URL'] as const;
  const [directUrls = [], readUrls = []] = others.map((name) => databaseAddresses(env, name));
  if (urls.length === 0 && directUrls.length + readUrls.length > 0) {
    throw new OperatorError(
      'BAD_CONFIGURATION',
      `${readUrls.length > 0 ? 'DATABASE_READ_URL' : 'DATABASE_DIRECT_URL'} is set without DATABASE_URL.`,
      'Set DATABASE_URL to the primary server; the embedded PostgreSQL has no replicas.',
    );
  }
  return {
    urls,
    directUrls,
    readUrls,
    maxLagSeconds: integer(env, 'MAX_LAG', 60, 1, 86_400),
    fallbackConnections: integer(env, 'READ_FALLBACK_CONNECTIONS', 4, 1, 100),
  };
}

export function readConfig(env: Environment): Config {
  const dataDir = path.resolve(env['DATA_DIR']?.trim() || '.data');
  const port = integer(env, 'PORT', 4000, 0, 65_535);
  const operator = {
    name: env['OPERATOR_NAME']?.trim() || null,
    email: emailAddress(env, 'OPERATOR_EMAIL'),
    phone: env['OPERATOR_PHONE']?.trim() || null,
  };
  const publicUrl = webAddress(env, 'PUBLIC_URL', `http://localhost:${port}`);
  return {
    database: readDatabaseSettings(env),
    dataDir,
    host: env['HOST']?.trim() || 'localhost',
    port,
    drainSeconds: integer(env, 'DRAIN_SECONDS', 0, 0, 600),
    publicUrl,
    s3: s3Address(env, 'S3_URL'),
    publisher: { name: operator.name ?? defaultPublisher.name, email: operator.email },
    logLevel: oneOf(env, 'LOG_LEVEL', 'info', logLevels),
    workerThreads: integer(env, 'WORKER_THREADS', defaultThreads, 0, 16),
    logFormat: oneOf(env, 'LOG_FORMAT', 'auto', logFormats),
    limits: readLimits(env),
    rate: {
      windowSeconds: integer(env, 'RATE_WINDOW_SECONDS', 60, 1, 86_400),
      anonymousPoints: integer(env, 'RATE_POINTS', 30_000, 0, 100_000_000),
      keyPoints: integer(env, 'RATE_KEY_POINTS', 300_000, 0, 100_000_000),
      costPerPoint: integer(env, 'RATE_COST_PER_POINT', 1_000, 1, 10_000_000),
      redisUrl: redisAddress(env, 'REDIS_URL'),
      trustedProxies: list(env, 'TRUSTED_PROXIES'),
      proxyHeader: oneOf(env, 'PROXY_HEADER', 'x-forwarded-for', proxyHeaders),
    },
    cache: {
      answerBytes: integer(env, 'CACHE_BYTES', 32 * 1024 * 1024, 0, 999_999_999),
      documentBytes: integer(env, 'CACHE_DOCUMENT_BYTES', 32 * 1024 * 1024, 0, 999_999_999),
      maxAgeSeconds: integer(env, 'CACHE_MAX_AGE_SECONDS', 60, 0, 36_000),
      staleSeconds: integer(env, 'CACHE_STALE_SECONDS', 600, 0, 36_000),
    },
    observation: {
      metricsPort: env['METRICS_PORT']?.trim() ? integer(env, 'METRICS_PORT', 0, 0, 65_535) : null,
      metricsArePublic: oneOf(env, 'METRICS_PUBLIC', 'no', ['yes', 'no']) === 'yes',
      logsCached: oneOf(env, 'LOG_CACHED', 'yes', ['yes', 'no']) === 'yes',
      otlpEndpoint: env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim()
        ? webAddress(env, 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://localhost:4318')
        : null,
    },
    bdl: {
      apiUrl: webAddress(env, 'BDL_API_URL', 'https://bdl.stat.gov.pl/api/v1'),
      clientId: env['BDL_CLIENT_ID']?.trim() || null,
    },
    provider: readProvider(env),
    uploads: {
      maxBytes: integer(env, 'UPLOAD_BYTES', 10 * 1024 * 1024, 1_024, 100 * 1024 * 1024),
      scan: env['UPLOAD_SCAN']?.trim().split(/\s+/) || null,
    },
    mail: {
      smtpUrl: smtpAddress(env, 'SMTP_URL'),
      bounces: emailAddress(env, 'MAIL_BOUNCES'),
      from: env['MAIL_FROM']?.trim() || `Węzeł <noreply@${new URL(publicUrl).hostname}>`,
    },
    starter: oneOf(env, 'STARTER', 'country', starterSets),
    backup: {
      everySeconds: period(env, 'BACKUP_EVERY'),
      keep: integer(env, 'BACKUP_KEEP', 7, 1, 10_000),
      folder: path.resolve(env['BACKUP_DIR']?.trim() || path.join(dataDir, 'backups')),
      s3: s3Address(env, 'BACKUP_S3_URL'),
      hasKeys: oneOf(env, 'BACKUP_KEYS', 'no', ['yes', 'no']) === 'yes',
    },
    operator,
  };
}

/** All of it or nothing: half of it signs nobody in. */
function readProvider(env: Environment): OidcSettings | null {
  if (!env['OIDC_ISSUER']?.trim()) return null;
  const text = (name: string): string => {
    const value = env[name]?.trim();
    if (value) return value;
    throw new OperatorError('BAD_CONFIGURATION', `OIDC_ISSUER is set, and ${name} is not.`, `Set ${name}, too.`);
  };
  const issuer = webAddress(env, 'OIDC_ISSUER', '');
  const domains = text('OIDC_DOMAINS')
    .toLowerCase()
    .split(/[\s,]+/);
  return {
    issuer,
    clientId: text('OIDC_CLIENT_ID'),
    clientSecret: text('OIDC_CLIENT_SECRET'),
    name: env['OIDC_NAME']?.trim() || new URL(issuer).hostname,
    domains,
  };
}
