/** Between a hub and its database: can be cut, frozen and put back. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** Keeps connections open, takes new ones, and sends nothing on. */
  freeze(): void;
  /** As soon as the database has sent so many bytes more. */
  freezeAfter(bytes: number): void;
  isFrozen(): boolean;
  thaw(): void;
  /** How many there were so far. */
  connections(): number;
  cut(): Promise<void>;
  /** At another port, as an embedded PostgreSQL has after a new start. */
  listenElsewhere(): Promise<string>;
  /** At the port that it had before it was cut. */
  listenAgain(): Promise<string>;
}

/** Piping goes on by itself whenever the other side has room, so that its own listener is taken away. */
const heldListeners = new WeakMap<Socket, ((chunk: Buffer) => void)[]>();

function hold(socket: Socket): void {
  socket.pause();
  heldListeners.set(socket, socket.listeners('data') as ((chunk: Buffer) => void)[]);
  socket.removeAllListeners('data');
}

function release(socket: Socket): void {
  for (const listener of heldListeners.get(socket) ?? []) socket.on('data', listener);
  socket.resume();
}

export async function startProxy(to: string): Promise<Proxy> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let server: Server;
  let connections = 0;
  let isFrozen = false;
  let bytesLeft = Number.POSITIVE_INFINITY;
  const freeze = (): void => {
    isFrozen = true;
    bytesLeft = Number.POSITIVE_INFINITY;
    for (const socket of open) hold(socket);
  };
  const count = (chunk: Buffer): void => {
    bytesLeft -= chunk.length;
    if (bytesLeft < 0) freeze();
  };
  let port = 0;
  const listen = (at: number): Promise<string> =>
    new Promise((resolve) => {
      server = createServer((incoming) => {
        const outgoing = connect(Number(target.port), target.hostname);
        connections += 1;
        for (const socket of [incoming, outgoing]) {
          open.add(socket);
          socket.on('error', () => undefined);
          socket.on('close', () => open.delete(socket));
        }
        incoming.pipe(outgoing).pipe(incoming);
        outgoing.on('data', count);
        if (isFrozen) for (const socket of [incoming, outgoing]) hold(socket);
      });
      server.listen(at, '127.0.0.1', () => {
        port = (server.address() as { port: number }).port;
        const url = new URL(to);
        url.hostname = '127.0.0.1';
        url.port = String(port);
        resolve(url.href);
      });
    });
  return {
    url: await listen(0),
    connections: () => connections,
    freeze,
    freezeAfter(bytes) {
      bytesLeft = bytes;
    },
    isFrozen: () => isFrozen,
    thaw() {
      isFrozen = false;
      bytesLeft = Number.POSITIVE_INFINITY;
      for (const socket of open) release(socket);
    },
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
    listenElsewhere: () => listen(0),
    listenAgain: () => listen(port),
  };
}
