/** What the hub is made with as a request handler, and what it then offers. */
import type { McpServer } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';
import type { CacheSettings, Limits, LogFormat, PublisherSettings, RateSettings } from '#config';
import type { ProviderSettings } from '#http/account/openid-provider.ts';
import type { AppHandler } from '#http/adapters.ts';
import type { BackupTimes } from '#http/hub-metrics.ts';
import type { WebhookTransport } from '#http/jobs/webhook-request.ts';
import type { McpEra } from '#http/mcp/server.ts';
import type { UploadOptions } from '#http/uploads/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import type { MailSettings } from '#platform/mail/mailer.ts';
import type { Operator } from '#platform/operator.ts';
import type { S3Address } from '#platform/s3-address.ts';
import type { StarterStatus } from '#sources/starter/status.ts';

export interface AppOptions {
  readonly database: Database;
  readonly limits: Limits;
  readonly log: Logger;
  /** Of the logs that worker threads write. */
  readonly logFormat?: LogFormat | undefined;
  readonly clock: Clock;
  /** Where readers reach the hub, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Who runs the hub. */
  readonly publisher?: PublisherSettings | undefined;
  /** Without it everyone may ask as often as they like. */
  readonly rate?: RateSettings | undefined;
  /** Without it no whole answer is kept. */
  readonly cache?: CacheSettings | undefined;
  /** Where files for download are kept; without it there are none. */
  readonly downloadsFolder?: string | undefined;
  /** A bucket that they are kept in instead; the folder is where they are made. */
  readonly s3?: S3Address | null | undefined;
  readonly metricsArePublic?: boolean | undefined;
  /** Whether answers from the cache are lines of the log; by default they are. */
  readonly logsCached?: boolean | undefined;
  /** Where OpenTelemetry traces go; without it nowhere. */
  readonly otlpEndpoint?: string | null | undefined;
  /** Threads for large operations; without them the main thread executes those, too. */
  readonly workerThreads?: number | undefined;
  /** When they may start; without it at once. */
  readonly workersAfter?: Promise<unknown> | undefined;
  /** Without it there are no accounts. */
  readonly mail?: MailSettings | undefined;
  /** An office's own provider of OpenID Connect. */
  readonly provider?: ProviderSettings | null | undefined;
  /** Without it nobody can add files to applications. */
  readonly uploads?: UploadOptions | undefined;
  /** How far the loading of the starter set is, while it runs; pages report it. */
  readonly starterStatus?: (() => StarterStatus | null) | undefined;
  readonly operator?: Operator | undefined;
  /** Whether /status counts what this process answers. */
  readonly measuresService?: boolean | undefined;
  /** Scheduled backups that this process makes, for its metrics. */
  readonly backups?: BackupTimes | undefined;
  /** With it subscribers and webhooks hear of releases. */
  readonly news?: { readonly transport?: WebhookTransport | undefined } | undefined;
}

export interface App {
  readonly handler: AppHandler;
  /** `/metrics` alone, for a port of its own. */
  readonly metrics: AppHandler;
  /** Is not ready any more from now on, while it answers as before: whoever distributes requests sends no more. */
  drain(): void;
  /** Whether a peer is a trusted proxy (TRUSTED_PROXIES). */
  isProxy(peerAddress: string): boolean;
  /** Ends all streams of events: nobody need wait for them when the server stops. */
  endStreams(): void;
  /** Reads a release that was published just now, without waiting to hear of it. */
  refresh(): Promise<void>;
  /** Goes on with the exports that a process before this one left. */
  resume(): Promise<void>;
  /** For a program on this machine, which reads without limits on how often. */
  mcpServer(signal: AbortSignal, era: McpEra): McpServer;
  close(): Promise<void>;
}
