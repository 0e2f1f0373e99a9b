/** Reads variables of the environment; what is no value of its kind is refused with what to set instead. */
import { checkDatabaseUrl } from '#platform/database/connection-errors.ts';
import { OperatorError } from '#platform/errors.ts';
import { type S3Address, s3AddressOf } from '#platform/s3-address.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export function list(env: Environment, name: string): string[] {
  return (env[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** One server of a database, or several with commas between; a password may have commas, too. */
export function databaseAddresses(env: Environment, name: string): string[] {
  const addresses = (env[name] ?? '')
    .split(/,(?=\s*postgres(?:ql)?:)/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  for (const address of addresses) checkDatabaseUrl(address, name);
  return addresses;
}

export function redisAddress(env: Environment, name: string): string | null {
  const text = env[name]?.trim() || null;
  if (text === null || /^rediss?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  // Not stated whole: it may hold a password.
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is no address of a Redis.`,
    'Set it to one such as redis://127.0.0.1:6379, or unset it.',
  );
}

export function s3Address(env: Environment, name: string): S3Address | null {
  const text = env[name]?.trim() || null;
  if (text === null) return null;
  const address = s3AddressOf(text);
  if (address !== null) return address;
  // Not shown whole: it holds a password.
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is no address of a bucket with a key.`,
    'Set it to one such as https://key:secret@s3.eu-central-1.amazonaws.com/bucket?region=eu-central-1, or unset it.',
  );
}

export function smtpAddress(env: Environment, name: string): string | null {
  const text = env[name]?.trim() || null;
  if (text === null || /^smtps?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  // Not shown whole: it may hold a password.
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is no address of a mail server.`,
    'Set it to one such as smtp://user:password@mail.example.org:587, or unset it.',
  );
}

export function emailAddress(env: Environment, name: string): string | null {
  const text = env[name]?.trim() || null;
  if (text === null || /^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text;
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, 'Set it to an e-mail address, or unset it.');
}

/** Without a slash at its end. */
export function webAddress(env: Environment, name: string, fallback: string): string {
  const text = env[name]?.trim() || fallback;
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, `Set it to an address such as ${fallback}.`);
}

export function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is "${text}", which is not a whole number from ${min} to ${max}.`,
    `Set ${name} to such a number, or unset it for the default of ${fallback}.`,
  );
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** `30m`, `24h` or `7d` in seconds; null where it is not set. */
export function period(env: Environment, name: string): number | null {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return null;
  const [, count, unit = ''] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unitSeconds[unit] ?? 1);
  throw new OperatorError(
    'BAD_CONFIGURATION',
    `${name} is "${text}", which is not a period.`,
    `Set ${name} to minutes, hours or days, such as 30m, 24h or 7d, or unset it.`,
  );
}

export function oneOf<const T extends string>(env: Environment, name: string, fallback: T, choices: readonly T[]): T {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new OperatorError('BAD_CONFIGURATION', `${name} is "${text}".`, `Set it to one of ${choices.join(', ')}.`);
}
