import type { Decimal } from '#platform/database/index.ts';

/** Amounts with two decimals at least, as prices are written; more only where the source has more. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export function moneyOf(stated: string | Decimal | null, currency: string): Amount | null {
  if (stated === null) return null;
  const amount = typeof stated === 'string' ? stated : stated.toFixed();
  const point = amount.indexOf('.');
  if (point < 0) return { amount: `${amount}.00`, currency };
  let end = amount.length;
  while (end > point + 3 && amount.charAt(end - 1) === '0') end -= 1;
  return { amount: amount.slice(0, end).padEnd(point + 3, '0'), currency };
}

/**
 * Exact division of a decimal amount by a rate, rounded to hundredths half up: złote by złote for one euro. Both have at
 * most 6 decimals.
 */
export function divided(amount: string, rate: string): string | null {
  const [units, divisor] = [inMillionths(amount), inMillionths(rate)];
  if (divisor <= 0n) return null;
  const doubled = (units < 0n ? -units : units) * 200n;
  const hundredths = (doubled + divisor) / (2n * divisor);
  const digits = String(hundredths).padStart(3, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function inMillionths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  return text.startsWith('-') ? -value : value;
}
