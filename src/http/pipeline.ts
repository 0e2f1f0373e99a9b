/**
 * Requests that come ahead of their answers over one connection (RFC 9112, 9.3.2) are begun one after the other, with
 * room for other connections between them: Node begins all that stand in one packet at once, and thousands fit.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Whoever sends more ahead is cut off. */
const mostAhead = 100;

/** What waits behind the request that is being answered. */
const waiting = new WeakMap<Socket, (() => void)[]>();

/** Undefined when it may begin at once, as nearly always. */
export function turnOf(socket: Socket, outgoing: ServerResponse): Promise<void> | undefined {
  const ahead = waiting.get(socket);
  outgoing.once('close', () => next(socket));
  if (ahead === undefined) return void waiting.set(socket, []);
  if (ahead.length >= mostAhead) socket.destroy();
  return new Promise((begin) => ahead.push(begin));
}

function next(socket: Socket): void {
  const begin = waiting.get(socket)?.shift();
  if (begin === undefined) waiting.delete(socket);
  else if (!socket.destroyed) setImmediate(begin);
}
