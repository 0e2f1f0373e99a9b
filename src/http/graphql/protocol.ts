/** What GraphQL over HTTP says of media types, status codes and refusals. */
import type { GraphQLFormattedError } from 'graphql';
import { BadInputError } from '#platform/errors.ts';
import { acceptedType } from '../accept.ts';
import { HttpProblem } from '../problem.ts';

const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;
export const eventStream = 'text/event-stream';
export type MediaType = (typeof mediaTypes)[number];
const answered = [...mediaTypes, eventStream] as const;

/** The media type of the answer, or of a stream of events; refuses where the client takes none of them. */
export function answeredType(accept: string | undefined): MediaType | typeof eventStream {
  return acceptedType(accept, answered) ?? refuseType();
}

/** Of errors that leave no data: the caller's are stated with 200 (or 400), the hub's own with 5xx. */
export function statusOfFailure(errors: readonly GraphQLFormattedError[]): number {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  if (codes.includes('INTERNAL_ERROR')) return 500;
  return codes.includes('SERVICE_UNAVAILABLE') || codes.includes('TIMEOUT') ? 503 : 200;
}

export function retryAfter(status: number): Record<string, string> {
  return status === 503 ? { 'retry-after': '5' } : {};
}

export function withHeaders(problem: HttpProblem, headers: Record<string, string>): HttpProblem {
  const { status, code, message, hint, polish, members, type } = problem;
  const options = {
    headers: { ...headers, ...problem.headers },
    members,
    type,
    polish,
  };
  return new HttpProblem(status, code, message, hint, options);
}

export function needsStream(): BadInputError {
  return new BadInputError('Subscriptions come as server-sent events.', `Send the header "Accept: ${eventStream}".`, {
    polish: `Subskrypcje przychodzą jako zdarzenia. Wyślij nagłówek "Accept: ${eventStream}".`,
  });
}

function refuseType(): never {
  throw new HttpProblem(
    406,
    'NOT_ACCEPTABLE',
    'The Accept header takes nothing that is sent here.',
    `Accept ${mediaTypes.join(' or ')}; for subscriptions ${eventStream}.`,
    {
      polish: `Nagłówek Accept nie dopuszcza żadnej z postaci: ${mediaTypes.join(', ')}.`,
    },
  );
}
