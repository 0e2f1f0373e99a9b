/** The limits of what a caller may request, which the environment sets. */
import { OperatorError } from '#platform/errors.ts';
import { type Environment, integer } from './config-variables.ts';

/** The maximum of what a caller may request; docs/limits.md states them to callers. */
export interface Limits {
  readonly bodyBytes: number;
  readonly documentBytes: number;
  readonly documentTokens: number;
  readonly depth: number;
  readonly fields: number;
  readonly directives: number;
  readonly operations: number;
  readonly fieldPairs: number;
  readonly listItems: number;
  readonly textLength: number;
  readonly inputDepth: number;
  readonly pageEntries: number;
  readonly nodes: number;
  readonly references: number;
  readonly cost: number;
  readonly operationTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly connections: number;
  /** Entries up to which an export is sent at once; a longer one becomes a job. */
  readonly exportRows: number;
  readonly exportsPerCaller: number;
  /** How long the file of an export is kept. */
  readonly exportHours: number;
  readonly streams: number;
}

/** Default, minimum and maximum of each limit. */
const limitRanges: Readonly<Record<keyof Limits, readonly [fallback: number, min: number, max: number]>> = {
  bodyBytes: [256 * 1024, 1_024, 16 * 1024 * 1024],
  documentBytes: [64 * 1024, 1_024, 4 * 1024 * 1024],
  documentTokens: [4_000, 100, 100_000],
  depth: [15, 3, 100],
  fields: [2_000, 10, 100_000],
  directives: [30, 1, 1_000],
  operations: [20, 1, 1_000],
  fieldPairs: [10_000, 10, 1_000_000],
  listItems: [500, 100, 10_000],
  textLength: [10_000, 100, 1_000_000],
  inputDepth: [10, 3, 100],
  pageEntries: [100, 20, 1_000],
  nodes: [100, 1, 1_000],
  references: [500, 1, 5_000],
  cost: [50_000, 100, 10_000_000],
  operationTimeoutMs: [10_000, 100, 600_000],
  statementTimeoutMs: [10_000, 100, 600_000],
  headersTimeoutMs: [10_000, 1_000, 600_000],
  requestTimeoutMs: [20_000, 1_000, 600_000],
  connections: [2_000, 10, 100_000],
  exportRows: [20_000, 1, 10_000_000],
  exportsPerCaller: [2, 1, 100],
  exportHours: [72, 1, 8_760],
  streams: [50, 1, 10_000],
};

export const defaultLimits = limitsFrom(([fallback]) => fallback);

function limitsFrom(choose: (range: readonly [number, number, number], name: keyof Limits) => number): Limits {
  const entries = Object.entries(limitRanges).map(([name, range]) => [name, choose(range, name as keyof Limits)]);
  return Object.fromEntries(entries) as unknown as Limits;
}

/** `documentTokens` is set by LIMIT_DOCUMENT_TOKENS. */
function variableOf(limit: keyof Limits): string {
  return `LIMIT_${limit.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

export function readLimits(env: Environment): Limits {
  const limits = limitsFrom(([fallback, min, max], name) => integer(env, variableOf(name), fallback, min, max));
  // Node takes no others: the head is a part of the request.
  if (limits.headersTimeoutMs <= limits.requestTimeoutMs) return limits;
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `LIMIT_HEADERS_TIMEOUT_MS is ${limits.headersTimeoutMs}, more than LIMIT_REQUEST_TIMEOUT_MS, which is ${limits.requestTimeoutMs}.`,
    'Give the whole request at least as long as its head.',
  );
}
