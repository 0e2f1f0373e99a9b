/**
 * Requests that come ahead of their answers over one connection (RFC 9112, 9.3.2) are begun one after the other, with
 * room for other connections between them: Node begins all that stand in one packet at once, and thousands fit.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Whoever sends more ahead is cut off. */
const maxAhead = 100;

interface Line {
  isBusy: boolean;
  /** What waits behind the request that is being answered. */
  readonly waiting: (() => void)[];
}

const lines = new WeakMap<Socket, Line>();

/** Undefined when it may begin at once, as nearly always. */
export function turnOf(socket: Socket, outgoing: ServerResponse): Promise<void> | undefined {
  const line = lineOf(socket);
  outgoing.once('close', () => next(line, socket));
  if (!line.isBusy) {
    line.isBusy = true;
    return undefined;
  }
  if (line.waiting.length >= maxAhead) socket.destroy();
  return new Promise((begin) => line.waiting.push(begin));
}

function lineOf(socket: Socket): Line {
  const known = lines.get(socket);
  if (known !== undefined) return known;
  const line = { isBusy: false, waiting: [] };
  lines.set(socket, line);
  return line;
}

function next(line: Line, socket: Socket): void {
  const begin = line.waiting.shift();
  if (begin === undefined) line.isBusy = false;
  else if (!socket.destroyed) setImmediate(begin);
}
