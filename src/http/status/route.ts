/** `/status`: what the service is meant to reach, and what it reached in the last 90 days; as a page and as JSON. */
import type { Quota } from '#graphql/context.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { readPrimary } from '#platform/releases/servers.ts';
import type { Portal } from '#portal/index.ts';
import { splitLanguage } from '#portal/language.ts';
import type { Block } from '#portal/private/page.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { pagePolicy } from '../page-policy.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { fullDays, type ShownDay } from './days.ts';
import { type MeasuredLevel, measuredLevels } from './measured.ts';
import { objectives, readServiceDays } from './service-levels.ts';
import { type StatusTexts, statusTexts } from './texts.ts';

export interface StatusParts {
  readonly database: Database;
  readonly portal: Portal;
  readonly current: CurrentRelease;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly clock: Clock;
}

interface Status {
  readonly release: number;
  readonly releasedAt: string | null;
  readonly levels: readonly MeasuredLevel[];
  readonly days: readonly ShownDay[];
}

const headers = { 'cache-control': 'public, max-age=60' };

export function statusRoutes(parts: StatusParts): Route[] {
  return ['/status', '/en/status', '/status.json', '/en/status.json'].map((path) => ({
    path,
    methods: ['GET'],
    answer: (request) => answer(parts, request),
  }));
}

async function answer(parts: StatusParts, request: HubRequest): Promise<HubResponse> {
  let quota: Quota | null = null;
  await admit(parts, request, (left) => {
    quota = left;
  });
  const status = await readStatus(parts);
  const response = request.path.endsWith('.json') ? json(status) : page(parts.portal, request.path, status);
  return { ...response, headers: { ...headers, ...response.headers, ...rateHeaders(quota) } };
}

async function readStatus({ database, current, clock }: StatusParts): Promise<Status> {
  const now = clock();
  const [{ number, releasedAt }, counted] = await Promise.all([
    current.get(),
    readPrimary(database, current, (server) => readServiceDays(server, dayInPoland(now))),
  ]);
  const days = fullDays(counted, now);
  return { release: number, releasedAt: releasedAt?.toISOString() ?? null, levels: measuredLevels(days), days };
}

const json = (status: Status): HubResponse => jsonResponse(200, { ...status, fastMs: objectives.fastMs });

function page(portal: Portal, path: string, status: Status): HubResponse {
  const { language } = splitLanguage(path);
  const texts = statusTexts[language];
  const blocks = blocksOf(status, texts, new Intl.NumberFormat(language));
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': pagePolicy,
    },
    body: portal.renderPrivate(path, { title: texts.title, blocks }),
  };
}

function blocksOf(
  { release, releasedAt, levels, days }: Status,
  texts: StatusTexts,
  number: Intl.NumberFormat,
): Block[] {
  return [
    { kind: 'text', text: texts.lead },
    {
      kind: 'facts',
      facts: [
        [texts.release, release === 0 ? null : { href: `/releases/${release}`, text: String(release) }],
        [texts.releasedAt, releasedAt],
      ],
    },
    { kind: 'table', caption: texts.levels, columns: texts.columns, rows: levels.map((level) => rowOf(level, texts)) },
    days.length === 0
      ? { kind: 'text', text: texts.nothing }
      : {
          kind: 'table',
          caption: texts.days,
          columns: texts.dayColumns,
          rows: days.map(({ day, requests, failed, slow, minutes }) => [
            day,
            ...[requests, failed, slow, minutes].map((count) => number.format(count)),
          ]),
        },
    { kind: 'list', items: [{ href: '/status.json', text: texts.data }] },
  ];
}

function rowOf({ name, objective, measured, isMet }: MeasuredLevel, texts: StatusTexts): string[] {
  const verdict = isMet === null ? '–' : isMet ? texts.met : texts.missed;
  return [texts.names[name], percent(objective), measured === null ? '–' : percent(measured), verdict];
}

/** Rounded down: 99.95 % is not 100 %. */
const percent = (share: number): string => `${Math.floor(share * 100_000) / 1_000} %`;
