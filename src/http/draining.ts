/**
 * How a server behind a load balancer ends, which may send a request at any moment. Whatever waits to be accepted when a socket
 * is closed is reset, and no program can close it and know that nothing waits. So the load balancer has to stop first: one that
 * asks /health/ready has stopped by now, and one that does not learns it from requests that get no response.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

interface DrainTimes {
  readonly quietMs: number;
  readonly refusingMs: number;
}

/** "A proxy MUST NOT automatically retry non-idempotent requests" (RFC 9110, 9.2.2), and does retry these elsewhere. */
const repeated: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);

export class Draining {
  readonly #times: DrainTimes;
  readonly #isProxy: (address: string) => boolean;
  /** Connections of the last phase, of which no request has come yet; null before it. */
  #fresh: WeakSet<Socket> | null = null;
  isOn = false;

  constructor(times: DrainTimes, isProxy: (address: string) => boolean = () => false) {
    this.#times = times;
    this.#isProxy = isProxy;
  }

  /** From now on each connection ends with its response, or the last of those that it was asked for. */
  begin(): void {
    this.isOn = true;
  }

  /** Whether the connection was ended instead: the load balancer asks another server, and for a while this one no more. */
  refuses({ socket, method }: IncomingMessage): boolean {
    if (this.#fresh?.delete(socket) !== true || !repeated.has(method)) return false;
    if (!this.#isProxy(socket.remoteAddress ?? '')) return false;
    socket.destroy();
    return true;
  }

  /** Closes the socket when no connection has come for a moment; what was accepted is answered. */
  async closeSocket(server: Server, connections: Connections): Promise<void> {
    const fresh = new WeakSet<Socket>();
    this.#fresh = fresh;
    server.on('connection', (socket) => fresh.add(socket));
    await untilQuiet(connections, this.#times);
    await untilNothingWaits(connections);
    acceptNoMore(server);
  }
}

/** Closes the socket alone: Node's own way for HTTP ends connections that have sent nothing yet, or whose response is still read. */
export function acceptNoMore(server: Server): void {
  NetServer.prototype.close.call(server);
}

/** How many connections have been accepted, when the last one, and what is under way on them. */
export class Connections {
  readonly #server: Server;
  /** Those that have sent no request yet. */
  readonly #silent = new Set<Socket>();
  /** How many responses are still to be sent, for each connection that has any. */
  readonly #pending = new Map<Socket, number>();
  #isMakingRoom = false;
  accepted = 0;
  lastAt = performance.now();

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.accepted += 1;
      this.lastAt = performance.now();
      this.#silent.add(socket);
      socket.once('close', () => {
        this.#silent.delete(socket);
        this.#pending.delete(socket);
      });
    });
    const count = ({ socket }: IncomingMessage, response: ServerResponse): void => this.#count(socket, response);
    server.on('request', count).on('checkContinue', count).on('checkExpectation', count);
  }

  /** Whether the client has sent another request ahead of this one's response. */
  hasMore(socket: Socket): boolean {
    return (this.#pending.get(socket) ?? 0) > 1;
  }

  /**
   * Those that Node knows to be without a request, unless their client still reads a response: for Node it has ended as soon
   * as all of it was handed over, even when most of it waits for its reader.
   */
  closeIdle(): void {
    const busy = [...this.#pending.keys()];
    for (const socket of busy) socket.destroy = () => socket;
    this.#server.closeIdleConnections();
    for (const socket of busy) delete (socket as Partial<Socket>).destroy;
  }

  /** Once for all that found no room in a turn of the event loop: it looks at every connection. */
  makeRoom(): void {
    if (this.#isMakingRoom) return;
    this.#isMakingRoom = true;
    setImmediate(() => {
      this.#isMakingRoom = false;
      this.closeIdle();
    });
  }

  /**
   * Those that no request is on, which Node leaves open where none has ever been: browsers open connections in stock. A timer
   * comes before what has arrived meanwhile is read: after a turn that took long, requests among it.
   */
  async closeUnused(): Promise<void> {
    await untilNothingWaits(this);
    this.closeIdle();
    for (const socket of this.#silent) if (socket.bytesRead === 0) socket.destroy();
  }

  #count(socket: Socket, response: ServerResponse): void {
    this.#silent.delete(socket);
    this.#pending.set(socket, (this.#pending.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (this.#pending.get(socket) ?? 1) - 1;
      if (left > 0) this.#pending.set(socket, left);
      else this.#pending.delete(socket);
    });
  }
}

async function untilQuiet(connections: Connections, { quietMs, refusingMs }: DrainTimes): Promise<void> {
  const until = performance.now() + refusingMs;
  for (;;) {
    const now = performance.now();
    const left = Math.min(connections.lastAt + quietMs, until) - now;
    if (left <= 0) return;
    await wait(left);
  }
}

/** A turn of the event loop accepts all connections that wait: after a short one that accepted none, hardly any has come since. */
async function untilNothingWaits(connections: Connections): Promise<void> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    const [begun, before] = [performance.now(), connections.accepted];
    await nextTurn();
    if (turn > 0 && connections.accepted === before && performance.now() - begun < 0.2) return;
  }
}
