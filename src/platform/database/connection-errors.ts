import { isStorageFull } from '#platform/disk-space.ts';
import { OperatorError } from '#platform/errors.ts';
import { StoreError } from '#platform/store-errors.ts';

interface Failure {
  readonly codes: readonly string[];
  readonly code: string;
  /** Completes "The database at <place> …". */
  readonly what: string;
  readonly hint: string;
  /** Instead of both, where what the server says is more. */
  explain?(message: string): Pick<Failure, 'what' | 'hint'>;
}

/** The code of a database whose disk is full. */
export const diskFull = 'DISK_FULL';

const startOrPoint = 'Start PostgreSQL there, or point DATABASE_URL at a running server.';
const tryAgain = 'Wait until it is up, then try again.';
const tls =
  'Give the server a certificate this machine trusts, or set sslmode in DATABASE_URL to what the server offers.';

/** The codes are PostgreSQL's SQLSTATEs (appendix A of its manual), those of Node's sockets, resolver and TLS, and Prisma's. */
const failures: readonly Failure[] = [
  {
    codes: ['ECONNREFUSED', 'ENOENT', 'P1001'],
    code: 'DATABASE_UNREACHABLE',
    what: 'does not answer: nothing listens there.',
    hint: startOrPoint,
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    code: 'DATABASE_UNREACHABLE',
    what: 'cannot be found: its host name does not resolve.',
    hint: 'Correct the host in DATABASE_URL.',
  },
  {
    codes: ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EADDRNOTAVAIL'],
    code: 'DATABASE_UNREACHABLE',
    what: 'cannot be reached from this machine.',
    hint: 'Correct the host in DATABASE_URL, or open the way to it.',
  },
  {
    codes: ['ETIMEDOUT', 'TIMEOUT', '08001', 'P1002', 'P1008', 'P2024'],
    code: 'DATABASE_UNREACHABLE',
    what: 'did not answer in time.',
    hint: 'Check that the server is up and that no firewall drops the connection, then try again.',
  },
  {
    // A stream of COPY that ends before its time was cut by the server.
    codes: [
      ...['ECONNRESET', 'EPIPE', 'TERMINATED', '08000', '08003', '08006', 'P1017'],
      ...['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'],
    ],
    code: 'DATABASE_UNREACHABLE',
    what: 'closed the connection.',
    hint: 'Look into the PostgreSQL log for the reason, then try again.',
  },
  {
    codes: ['POOLER'],
    code: 'DATABASE_UNREACHABLE',
    what: 'is not reached through the pooler before it.',
    hint: 'Start PostgreSQL, or point the pooler at a running server.',
    explain: poolerRefusal,
  },
  {
    codes: ['28P01', 'PASSWORD'],
    code: 'DATABASE_LOGIN_REFUSED',
    what: 'refuses the user name or the password.',
    hint: 'Correct both in DATABASE_URL.',
  },
  {
    codes: ['28000'],
    code: 'DATABASE_LOGIN_REFUSED',
    what: 'does not let this user in.',
    hint: 'Correct the user in DATABASE_URL, or allow it in pg_hba.conf.',
  },
  {
    codes: ['3D000'],
    code: 'DATABASE_MISSING',
    what: 'does not exist on its server.',
    hint: 'Create it with createdb, or correct its name in DATABASE_URL.',
  },
  {
    codes: ['53300'],
    code: 'DATABASE_TOO_MANY_CONNECTIONS',
    what: 'has no connection left.',
    hint: 'Close other clients, or raise max_connections.',
  },
  {
    codes: ['53100', 'ENOSPC'],
    code: diskFull,
    what: 'has no disk space left.',
    hint: 'Free some space where PostgreSQL keeps its data, then try again.',
  },
  {
    codes: ['53200'],
    code: 'DATABASE_OUT_OF_MEMORY',
    what: 'has run out of memory.',
    hint: 'Give the server more memory, then try again.',
  },
  { codes: ['57P03'], code: 'DATABASE_STARTING', what: 'is starting up or shutting down.', hint: tryAgain },
  { codes: ['57P01', '57P02'], code: 'DATABASE_STOPPED', what: 'was stopped.', hint: tryAgain },
  {
    codes: ['25006'],
    code: 'DATABASE_READ_ONLY',
    what: 'only allows reading.',
    hint: 'Point DATABASE_URL at the primary server.',
  },
  {
    codes: ['42501'],
    code: 'DATABASE_PERMISSION',
    what: 'does not allow this user to do that.',
    hint: 'Make the user of DATABASE_URL the owner of the database.',
  },
  { codes: ['NO_TLS'], code: 'DATABASE_TLS', what: 'does not offer TLS, which DATABASE_URL asks for.', hint: tls },
  {
    codes: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    code: 'DATABASE_TLS',
    what: 'has a TLS certificate that this machine does not trust.',
    hint: tls,
  },
];

/** What pg reports in words only, without a code. */
const messages: readonly [pattern: RegExp, code: string][] = [
  [/timeout/i, 'TIMEOUT'],
  [/password must be a string|no password/i, 'PASSWORD'],
  [/connection terminated|connection ended|not queryable|client was closed/i, 'TERMINATED'],
  [/does not support SSL/i, 'NO_TLS'],
];

/** PgBouncer names what it does not pass on: "unsupported startup parameter: statement_timeout", several with commas between. */
function poolerRefusal(message: string): Pick<Failure, 'what' | 'hint'> {
  const what = `is not reached through the pooler before it, which says: ${message}.`;
  const [, parameter] = /unsupported startup parameters?(?: in options)?: ([\w.]+)/.exec(message) ?? [];
  if (parameter !== undefined) return { what, hint: `Add ${parameter} to ignore_startup_parameters of PgBouncer.` };
  return { what, hint: 'Start PostgreSQL, or correct the settings of the pooler; its log says more.' };
}

/**
 * Says in one line why the database cannot be used, for whatever pg, Node or Prisma threw; undefined when the error is
 * about something else. The password of the URL never appears.
 */
export function describeConnectionFailure(error: unknown, databaseUrl?: string): OperatorError | undefined {
  const faults = faultsOf(error);
  for (const failure of failures) {
    const fault = faults.find(({ code }) => failure.codes.includes(code));
    if (fault === undefined) continue;
    const { what, hint } = failure.explain?.(fault.message) ?? failure;
    return new OperatorError(failure.code, `The database${placeOf(databaseUrl)} ${what}`, hint, { cause: error });
  }
  return undefined;
}

/** Refuses what is no PostgreSQL URL; pg itself would take such a text for the name of a local database. */
export function checkDatabaseUrl(databaseUrl: string, variable = 'DATABASE_URL'): void {
  try {
    const { protocol, pathname, username, password } = new URL(databaseUrl);
    [pathname, username, password].forEach(decodeURIComponent);
    if (protocol === 'postgres:' || protocol === 'postgresql:') return;
  } catch {
    // Stated below, without the text itself: it may hold a password.
  }
  throw new OperatorError(
    'DATABASE_URL_MALFORMED',
    `${variable} is not the URL of a PostgreSQL database.`,
    'Write it as postgresql://user:password@host:5432/database, with special characters in the password percent-encoded.',
  );
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

/** An error wraps others: Node gathers one per address it tried, Prisma keeps the driver's as the cause. */
function faultsOf(error: unknown, depth = 0): Fault[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { code, originalCode, message, cause, errors, meta, syscall, severity } = error as Record<string, unknown>;
  // Files have causes of the same codes, and are none of the database's.
  if (error instanceof StoreError || isStorageFull(error)) return [];
  // A file that is missing has the code of a socket that is missing, but nobody tried to connect to it.
  if ((code === 'ENOENT' || code === 'EACCES') && syscall !== 'connect') return [];
  const own = [code, originalCode].filter((value) => typeof value === 'string');
  // Node's own codes say less than the words beside them; those of PostgreSQL say more.
  if (own.every((name) => name.startsWith('ERR_')) && typeof message === 'string') {
    own.push(...messages.filter(([pattern]) => pattern.test(message)).map(([, name]) => name));
  }
  // PgBouncer's code for whatever keeps it from the server; PostgreSQL has it for messages that are wrong, as an ERROR.
  if (code === '08P01' && severity === 'FATAL') own.push('POOLER');
  const inner = [
    cause,
    (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError,
    ...(Array.isArray(errors) ? errors : []),
  ];
  const faults = own.map((name) => ({ code: name, message: typeof message === 'string' ? message : '' }));
  return [...faults, ...inner.flatMap((nested) => faultsOf(nested, depth + 1))];
}

function placeOf(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return '';
  const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  return ` ${decodeURIComponent(pathname.slice(1))} at ${host}:${port === '' ? '5432' : port}`.replace('  ', ' ');
}
