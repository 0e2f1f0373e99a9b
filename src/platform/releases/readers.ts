/**
 * From which server public data is read: the first replica of the list that is there, and while none is, the primary over few
 * connections. The choice is looked at again when the server is lost, when it falls behind, and when an earlier one is back.
 */
import type { Logger } from 'pino';
import type { Database } from '../database/index.ts';
import { askServer } from '../database/primary.ts';
import { releaseCheck } from '../database/release-check.ts';
import { ServerWatch } from './server-watch.ts';

export interface ReaderParts {
  /** By preference; the last is the primary. */
  readonly servers: readonly Database[];
  readonly log: Logger;
  /** The release that is served. */
  served(): number;
  /** Whether the server in use is further behind than it may be. */
  isLate(): boolean;
  /** Reads the release that a server has, which is served from there from now on; or throws, and nothing changes. */
  adopt(server: Database): Promise<void>;
  /** The server in use has this release. */
  onRelease(release: number): void;
}

const probeTimeoutMs = 1_500;
const retryMs = { first: 250, max: 2_000 };
/** How often it is looked whether a better server is there. */
const reviewMs = 2_000;

export class Readers {
  readonly #parts: ReaderParts;
  #watch: ServerWatch | undefined;
  #current: Database | undefined;
  #choosing: Promise<void> | undefined;
  #checking: Promise<number | undefined> | undefined;
  #review: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  async open(): Promise<void> {
    await this.#choose();
    this.#review = setInterval(() => void this.#reconsider(), reviewMs).unref();
  }

  /** Whether the server in use answers. */
  get isConnected(): boolean {
    return this.#watch?.isOpen === true;
  }

  /** A release is announced: the server in use is looked at more often for a moment. */
  hurry(): void {
    this.#watch?.hurry();
  }

  /** A statement failed on this server. Whether a server is there now: this one, if it was only busy, or another. */
  async leave(server: Database): Promise<boolean> {
    if (this.#current !== server) return true;
    this.#checking ??= releaseOf(server).finally(() => {
      this.#checking = undefined;
    });
    if ((await this.#checking) !== undefined && this.isConnected) return true;
    if (this.#current !== server) return true;
    return this.#choose().then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#review);
    clearTimeout(this.#retry);
    await this.#choosing?.catch(() => undefined);
    await this.#watch?.close();
  }

  /** One round at a time, however many notice that a server is gone. */
  #choose(): Promise<void> {
    this.#choosing ??= this.#chooseNow().finally(() => {
      this.#choosing = undefined;
    });
    return this.#choosing;
  }

  async #chooseNow(): Promise<void> {
    let failure: unknown;
    for (const server of await this.#inOrder()) {
      if (this.#isClosed) break;
      try {
        await this.#take(server);
        return;
      } catch (error) {
        failure = error;
      }
    }
    throw failure ?? new NoServerError();
  }

  /** Those that answer: by preference those with what is served already, then whoever has most. */
  async #inOrder(): Promise<Database[]> {
    const { servers, served } = this.#parts;
    const found = await Promise.all(servers.map(async (server) => ({ server, release: await releaseOf(server) })));
    const there = found.flatMap(({ server, release }) => (release === undefined ? [] : [{ server, release }]));
    const fresh = there.filter(({ release }) => release >= served());
    const others = there.filter(({ release }) => release < served()).toSorted((a, b) => b.release - a.release);
    return [...fresh, ...others].map(({ server }) => server);
  }

  async #take(server: Database): Promise<void> {
    const watch: ServerWatch = new ServerWatch({
      url: server.url,
      name: 'wezel replica watch',
      channels: [],
      onNotice: () => undefined,
      onRelease: (release) => {
        if (this.#watch === watch) this.#parts.onRelease(release);
      },
      onLost: (isSilent) => this.#lose(watch, server, isSilent),
    });
    try {
      await watch.open();
      server.outage.end();
      await this.#parts.adopt(server);
    } catch (error) {
      await watch.close();
      throw error;
    }
    const before = this.#watch;
    if (this.#current !== server) this.#parts.log.info({ server: server.name }, 'public data is read from this server');
    [this.#watch, this.#current] = [watch, server];
    void before?.close();
    // Lost while its release was being read.
    if (!watch.isOpen) this.#lose(watch, server, false);
  }

  #lose(watch: ServerWatch, server: Database, isSilent: boolean): void {
    if (this.#watch !== watch || this.#isClosed) return;
    this.#parts.log.warn({ server: server.name }, 'a server for reading is lost');
    if (isSilent) server.outage.begin();
    this.#again(0, retryMs.first);
  }

  #again(delayMs: number, nextMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      if (this.#isClosed || this.isConnected) return;
      this.#choose().catch((error: unknown) => {
        if (this.#isClosed) return;
        this.#parts.log.warn({ err: error }, 'no server for reading is there');
        this.#again(nextMs, Math.min(nextMs * 2, retryMs.max));
      });
    }, delayMs).unref();
  }

  /** Goes back to an earlier server of the list, or from one that is behind to one that is less so. */
  async #reconsider(): Promise<void> {
    const { servers, served, isLate, log } = this.#parts;
    if (this.#choosing !== undefined || !this.isConnected || this.#current === undefined) return;
    const place = servers.indexOf(this.#current);
    const isBehind = isLate();
    // The primary has room for nodes whose replicas are away, not for those whose replicas are late.
    const better = isBehind
      ? servers.slice(0, -1).filter((server) => server !== this.#current)
      : servers.slice(0, place);
    for (const server of better) {
      const release = await releaseOf(server);
      if (release === undefined || release < served() + (isBehind ? 1 : 0)) continue;
      if (this.#choosing !== undefined || this.#isClosed) return;
      this.#choosing = this.#take(server)
        .catch((error: unknown) => log.warn({ err: error, server: server.name }, 'a server for reading is not ready'))
        .finally(() => {
          this.#choosing = undefined;
        });
      return;
    }
  }
}

/** Undefined when the server does not answer, or has no releases. */
async function releaseOf(server: Database): Promise<number | undefined> {
  try {
    await server.locate();
    return (await askServer<{ number: number }>(server.url, releaseCheck, probeTimeoutMs))[0]?.number;
  } catch {
    return undefined;
  }
}

class NoServerError extends Error {
  readonly code = 'ECONNREFUSED';
  readonly syscall = 'connect';

  constructor() {
    super('No server for reading answers');
  }
}
