/** `GET /releases/stream`: an event for each release; `Last-Event-ID` brings those that a listener has missed. */
import type { Quota } from '#graphql/context.ts';
import { execute, query } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { type AdmissionParts, admit } from '../admission.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import { rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import type { Announcements } from './announcements.ts';
import { EventStream, eventStreamHeaders, eventText } from './event-stream.ts';
import type { StreamLimit } from './stream-limit.ts';

export interface ReleasesStreamParts extends AdmissionParts {
  readonly current: CurrentRelease;
  readonly announcements: Announcements;
  readonly streamLimit: StreamLimit;
  readonly publicUrl: string;
}

/** Milliseconds after which a browser connects again. */
const retryMs = 5_000;
const beginning = `retry: ${retryMs}\n\n`;

export function releasesStreamRoute(parts: ReleasesStreamParts): Route {
  const events = new ReleaseEvents(parts);
  return { path: '/releases/stream', methods: ['GET'], answer: (request) => answer(parts, events, request) };
}

async function answer(parts: ReleasesStreamParts, events: ReleaseEvents, request: HubRequest): Promise<HubResponse> {
  let quota: Quota | null = null;
  const caller = await admit(parts, request, (left) => {
    quota = left;
  });
  const last = lastEventId(request);
  const { number: latest } = await parts.current.get();
  const headers = { ...eventStreamHeaders, ...rateHeaders(quota) };
  if (request.method === 'HEAD') return { status: 200, headers, body: null };
  const release = parts.streamLimit.take(caller);
  request.gone().addEventListener('abort', release, { once: true });
  // A release that was never published, as after the restoring of a backup, is followed by the next one.
  const missed = last === null || last >= latest ? null : { from: last, to: latest };
  return {
    status: 200,
    headers,
    body: { bytes: null, open: () => openStream(parts, events, { missed, latest, release }) },
  };
}

interface Opening {
  readonly missed: { readonly from: number; readonly to: number } | null;
  readonly latest: number;
  readonly release: () => void;
}

function openStream({ announcements }: ReleasesStreamParts, events: ReleaseEvents, opening: Opening): EventStream {
  const { missed, latest, release } = opening;
  let [sent, stop] = [latest, (): void => undefined];
  const stream = new EventStream(beginning, () => {
    stop();
    release();
  });
  // What is announced while the missed ones are read comes after them.
  let ready: Promise<void> =
    missed === null
      ? Promise.resolve()
      : events.between(missed.from, missed.to).then((texts) => {
          for (const text of texts) stream.send(text);
        });
  stop = announcements.listen(
    (number) => {
      if (number <= sent) return;
      sent = number;
      ready = ready
        .then(async () => stream.send(await events.of(number)))
        .catch((error: Error) => void stream.destroy(error));
    },
    () => stream.end(),
  );
  ready.catch((error: Error) => stream.destroy(error));
  return stream;
}

/** The texts of events, each read once for all listeners. */
class ReleaseEvents {
  readonly #parts: ReleasesStreamParts;
  #newest: { readonly number: number; readonly text: Promise<string> } | undefined;

  constructor(parts: ReleasesStreamParts) {
    this.#parts = parts;
  }

  of(number: number): Promise<string> {
    if (this.#newest?.number !== number) {
      const text = this.between(number - 1, number).then(([only]) => only ?? '');
      text.catch(() => (this.#newest = undefined));
      this.#newest = { number, text };
    }
    return this.#newest.text;
  }

  async between(from: number, to: number): Promise<string[]> {
    const statement = query
      .selectFrom('release as r')
      .innerJoin('source as s', 's.id', 'r.source_id')
      .where('r.number', '>', from)
      .where('r.number', '<=', to)
      .select(['r.number', 'r.released_at', 'r.note', 'r.status', 'r.created', 'r.changed', 'r.closed', 'r.redacts'])
      .select(['s.kind', 's.name', 's.publisher'])
      .orderBy('r.number');
    const rows = await execute(this.#parts.current.server.pool, statement);
    return rows.map(
      ({ number, released_at, note, status, created, changed, closed, redacts, kind, name, publisher }) => {
        const data = {
          release: number,
          releasedAt: released_at.toISOString(),
          status,
          note,
          source: { kind, name, publisher },
          created,
          changed,
          closed,
          redacts,
          url: `${this.#parts.publicUrl}/releases/${number}`,
          changes: `${this.#parts.publicUrl}/changes?from=${number - 1}&to=${number}`,
        };
        return eventText({ id: number, event: 'release', data: JSON.stringify(data) });
      },
    );
  }
}

/** The header is what browsers send when they connect again; the parameter is for clients that cannot set headers. */
function lastEventId({ headers, query: search }: HubRequest): number | null {
  const text = headers['last-event-id'] ?? new URLSearchParams(search).get('since');
  if (text === null || text.trim() === '') return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new HttpProblem(
    400,
    'BAD_EVENT_ID',
    `"${text.slice(0, 50)}" is no id of an event.`,
    'Send the number of a release.',
    {
      polish: `"${text.slice(0, 50)}" nie jest identyfikatorem zdarzenia. Wyślij numer wydania.`,
    },
  );
}
