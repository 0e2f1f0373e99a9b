/** Answers for what Node could not read as a request, or did not get whole in time. */
import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HubResponse } from './message.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { addressTooLong, commonHeaders } from './router.ts';

interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** Of a request that never became one. */
export interface Unreadable {
  readonly requestId: string;
  readonly status: number;
  readonly code: string;
}

export type OnUnreadable = (refused: Unreadable) => void;

/** On `clientError`, in place of an answer without a body. */
export function answerUnreadable(error: ParserError, socket: Duplex, onUnreadable: OnUnreadable): void {
  if (!socket.writable || hasBegun(socket)) return void socket.destroy();
  const { status, headers, body } = describe(problemOf(error), onUnreadable);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  (socket as Duplex & { destroySoon?: () => void }).destroySoon?.();
}

/** On `checkExpectation`: something other than 100-continue is expected (RFC 9110, 10.1.1). */
export function answerExpectation(outgoing: ServerResponse, onUnreadable: OnUnreadable): void {
  const problem = new HttpProblem(
    417,
    'EXPECTATION_FAILED',
    'The Expect header asks for something other than 100-continue.',
    'Leave it out.',
    { polish: 'Nagłówek Expect żąda czegoś innego niż 100-continue. Pomiń go.' },
  );
  const { status, headers, body } = describe(problem, onUnreadable);
  outgoing.writeHead(status, headers).end(body);
}

/** An answer to the request before, or to the beginning of this one, is under way: nothing may be written into it. */
function hasBegun(socket: Duplex): boolean {
  return (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent === true;
}

function describe(problem: HttpProblem, onUnreadable: OnUnreadable): HubResponse {
  const id = randomUUID();
  onUnreadable({ requestId: id, status: problem.status, code: problem.code });
  const { status, headers, body } = problemResponse(problem, { id, headers: {} });
  const length = String(Buffer.byteLength(body ?? ''));
  return {
    status,
    headers: { ...commonHeaders, 'x-request-id': id, ...headers, 'content-length': length, connection: 'close' },
    body,
  };
}

function problemOf({ code, rawPacket }: ParserError): HttpProblem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'REQUEST_TIMEOUT', 'The request did not come whole in time.', 'Send it faster.', {
        polish: 'Żądanie nie dotarło w całości na czas. Wyślij je szybciej.',
      });
    case 'HPE_HEADER_OVERFLOW':
      return rawPacket?.includes('\r\n') === false ? addressTooLong() : headersTooLarge();
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpProblem(413, 'BODY_TOO_LARGE', 'The extensions of a chunk are too long.', 'Leave them out.', {
        polish: 'Rozszerzenia fragmentu treści są za długie. Pomiń je.',
      });
    default:
      return new HttpProblem(400, 'BAD_REQUEST', 'This is no HTTP request.', 'Send one as RFC 9112 says.', {
        polish: 'To nie jest żądanie HTTP. Wyślij je zgodnie z RFC 9112.',
      });
  }
}

function headersTooLarge(): HttpProblem {
  return new HttpProblem(431, 'HEADERS_TOO_LARGE', 'The headers are too large.', 'Send fewer or shorter ones.', {
    polish: 'Nagłówki są za duże. Wyślij mniej nagłówków albo krótsze.',
  });
}
