import { type CacheSettings, defaultPublisher } from '#config';
import { referenceData } from '#domains';
import { Catalogue } from '#exports/catalogue/index.ts';
import { OpenData } from '#exports/open-data.ts';
import type { ExportService } from '#graphql/export-service.ts';
import { buildSchema } from '#graphql/schema.ts';
import { accountRoutes } from '#http/account/index.ts';
import { Provider } from '#http/account/openid-provider.ts';
import { adapt } from '#http/adapters.ts';
import { Callers } from '#http/callers.ts';
import { contributorsOf } from '#http/contributors.ts';
import { Exports } from '#http/exports/index.ts';
import { Documents } from '#http/graphql/documents.ts';
import { graphqlRoute } from '#http/graphql/endpoint.ts';
import { createEngine } from '#http/graphql/engine.ts';
import { Executor } from '#http/graphql/executor.ts';
import { GraphiqlPage } from '#http/graphql/graphiql.ts';
import { ResponseCache } from '#http/graphql/response-cache.ts';
import { Subscriptions } from '#http/graphql/subscriptions.ts';
import { healthRoutes } from '#http/health.ts';
import { observeHub } from '#http/hub-metrics.ts';
import { deliveryBy, enqueuingBy, sendersOf } from '#http/jobs/senders.ts';
import { openMachineReaders } from '#http/machine-readers.ts';
import { metricsRoute } from '#http/metrics-route.ts';
import { observeServers } from '#http/observe-servers.ts';
import { Observer } from '#http/observer.ts';
import { openDataRoutes } from '#http/open-data/index.ts';
import { readPublishedOperations } from '#http/operations.ts';
import { operationsRoute } from '#http/operations-list.ts';
import { InProcess } from '#http/pages/in-process.ts';
import { Pages } from '#http/pages/index.ts';
import { OpenTickets } from '#http/pages/open-tickets.ts';
import { RateLimit } from '#http/rate-limit.ts';
import { observeRequests } from '#http/request-observer.ts';
import { routeRequests } from '#http/router.ts';
import { Sessions } from '#http/session.ts';
import { statusRoutes } from '#http/status/route.ts';
import { countService } from '#http/status/service-levels.ts';
import { Announcements } from '#http/streams/announcements.ts';
import { releasesStreamRoute } from '#http/streams/releases-stream.ts';
import { StreamLimit } from '#http/streams/stream-limit.ts';
import { openTraces } from '#http/tracing.ts';
import { Uploads } from '#http/uploads/index.ts';
import { WorkerPool } from '#http/workers/pool.ts';
import { ApiKeys, keysChannel } from '#platform/keys.ts';
import { openMailer, sendingLater } from '#platform/mail/mailer.ts';
import { CurrentRelease } from '#platform/releases/current.ts';
import { openPortal } from '#portal/index.ts';
import { createPublishers } from '#sources/publishers.ts';
import type { App, AppOptions } from './app-options.ts';

const noCache: CacheSettings = {
  answerBytes: 0,
  documentBytes: 64 * 1024 * 1024,
  maxAgeSeconds: 60,
  staleSeconds: 600,
};

export async function createApp({ database, limits, log, clock, rate, ...options }: AppOptions): Promise<App> {
  const schema = buildSchema();
  const published = await readPublishedOperations(schema);
  const {
    cache = noCache,
    metricsArePublic = false,
    otlpEndpoint = null,
    publicUrl = 'http://localhost:4000',
    publisher = defaultPublisher,
    workerThreads = 0,
    logFormat = 'auto',
  } = options;
  const draining = { isOn: false };
  const current = new CurrentRelease(database, referenceData, log);
  const keys = rate === undefined ? null : new ApiKeys(database, current);
  // Before anything is open: a wrong setting would leave it so, and the process running.
  const callers = new Callers(rate?.trustedProxies ?? [], rate?.proxyHeader ?? 'x-forwarded-for', keys);
  if (keys !== null) current.hear(keysChannel, () => keys.forget());
  const tickets = new OpenTickets(database, current);
  await current.open();
  const exportsOfEngine: { service: ExportService | null } = { service: null };
  const engine = createEngine(
    schema,
    { database, limits, publicUrl, current, exports: exportsOfEngine },
    cache.documentBytes / 2,
  );
  const settings = { limits, publicUrl, log: { level: log.level, format: logFormat } };
  const workers =
    workerThreads === 0
      ? null
      : new WorkerPool({ threads: workerThreads, database, settings, log, startAfter: options.workersAfter });
  const executor = new Executor(engine, workers, workerThreads);
  const traces = otlpEndpoint === null ? null : await openTraces(otlpEndpoint);
  const names = published.map(({ name }) => name);
  const observer = new Observer({ log, published: names, traces, logsCached: options.logsCached });
  const responseCache = new ResponseCache(cache);
  const rateLimit = rate === undefined ? null : new RateLimit(rate, log);
  const { metrics } = observer;
  observeServers(metrics, database, current, rateLimit);
  const metricsAddress = metricsRoute(metrics.registry);
  const documents = new Documents(published, engine, limits, cache.documentBytes);
  const portal = await openPortal(publicUrl, published, { ...options, clock });
  const operations = new InProcess({ engine, executor, documents, rateLimit, observer, clock, log });
  const shared = { operations, current, callers, rateLimit, cache, clock, log };
  const announcements = new Announcements(current);
  const streamLimit = new StreamLimit(limits.streams);
  const readers = openMachineReaders({
    ...{ ...shared, schema, published, metrics, limits, publicUrl },
    ...{ announcements, streamLimit },
  });
  const { downloadsFolder: folder, s3 = null } = options;
  const place = folder === undefined ? null : { folder, s3 };
  const data = place === null ? null : OpenData.of({ place, publicUrl }, current);
  const pages = new Pages({
    tickets,
    portal,
    operations,
    current,
    callers,
    rateLimit,
    cache,
    clock,
    data,
  });
  const sessions = new Sessions({ database, publicUrl, clock });
  const mailer = options.mail === undefined ? null : openMailer(options.mail, log);
  const refresh = (): Promise<void> => current.catchUp();
  const send = sendingLater(mailer);
  const senders = sendersOf({
    ...options.news,
    isOn: options.news !== undefined,
    bounces: options.mail?.bounces,
    database,
    mailer,
    publicUrl,
    clock,
    log,
    traces,
    uploads: options.uploads,
  });
  current.onServed(() => void senders?.enqueue());
  const deliver = deliveryBy(senders, send);
  const enqueuing = enqueuingBy(senders, send);
  const publishers = createPublishers({ database, publicUrl, refresh });
  const uploads = Uploads.of(options.uploads, database, log);
  const contributorOf = contributorsOf({
    database,
    sessions,
    callers,
    publishers,
    clock,
    uploads,
    send,
    deliver,
    enqueuing,
    mailer,
  });
  const endpoint = graphqlRoute({
    engine,
    executor,
    documents,
    responseCache,
    callers,
    rateLimit,
    graphiql: new GraphiqlPage(),
    observer,
    subscriptions: new Subscriptions({ engine, executor, announcements, streamLimit, clock }),
    contributorOf,
    clock,
    log,
  });
  const catalogue = data === null ? null : new Catalogue(data, publisher);
  current.onServed(() => {
    // What failed is made when it is requested.
    catalogue?.prepareNext().catch((error: unknown) => log.debug({ err: error }, 'the catalogue was not prepared'));
  });
  const openData =
    data === null || catalogue === null
      ? []
      : openDataRoutes({ data, catalogue, pages, publisher, clock, current }, { callers, rateLimit });
  const accounts =
    mailer === null
      ? []
      : accountRoutes({
          database,
          portal,
          sessions,
          send,
          deliver,
          enqueuing,
          callers,
          publishers,
          provider: Provider.of(options.provider),
          uploads,
          rateLimit,
          publicUrl,
          clock,
          log,
          refresh,
        });
  const exports = new Exports({
    engine,
    executor,
    documents,
    operations: published,
    callers,
    rateLimit,
    clock,
    log,
    traces,
    publicUrl,
    lastRedaction: async () => (data === null ? 0 : (await data.facts()).redaction),
    place,
  });
  current.onServed(() => {
    exports
      .removeRedacted()
      .catch((error: unknown) => log.warn({ err: error }, 'files from before a redaction stayed'));
  });
  exportsOfEngine.service = exports.service;
  observeHub(metrics, {
    ...{ database, current, executor, workers, responseCache, pages, exports },
    rest: readers.cacheUse,
    streams: announcements,
    backups: options.backups,
  });
  const stream = releasesStreamRoute({ current, callers, rateLimit, announcements, streamLimit, publicUrl });
  const site = [stream, ...readers.routes, ...openData, ...exports.routes(), ...accounts];
  const status = statusRoutes({ database, portal, current, callers, rateLimit, clock });
  const routes = [
    endpoint,
    operationsRoute(published),
    ...site,
    ...status,
    ...healthRoutes({ database, current, rateLimit, isDraining: () => draining.isOn }),
  ];
  const serviceLevels = countService({ database, clock, log }, options.measuresService);
  return {
    handler: adapt(
      routeRequests({ routes: metricsArePublic ? [...routes, metricsAddress] : routes, pages }, log, {
        observe: observeRequests({ log, metrics, traces, serviceLevels }),
        onRefusal: (code) => observer.problem(code),
        served: () => current.number,
      }),
      limits.bodyBytes,
    ),
    metrics: adapt(routeRequests({ routes: [metricsAddress] }, log), limits.bodyBytes),
    isProxy: (peerAddress) => callers.isProxy(peerAddress),
    endStreams: () => announcements.close(),
    drain() {
      draining.isOn = true;
    },
    refresh,
    resume: async () => {
      await Promise.all([exports.resume(), senders?.resume(), data?.files.tidy(), uploads?.tidy()]);
    },
    mcpServer: readers.mcpServer,
    async close() {
      await exports.close();
      await senders?.close();
      await serviceLevels?.close();
      announcements.close();
      await readers.close();
      await traces?.close().catch((error: unknown) => log.warn({ err: error }, 'the last traces were lost'));
      rateLimit?.close();
      mailer?.close();
      await workers?.close();
      await current.close();
    },
  };
}
