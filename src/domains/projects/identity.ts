/** By what one project is the same in every edition of a list and in every list. */
import { hash } from 'node:crypto';
import { foldName } from '#registry';
import type { ProgrammingPeriod } from './model.ts';

/**
 * A contract number without the parts that change while the project stays: the kind of act in front (`UDA-`: agreement
 * on support) and the number of the annex behind the year (`/09-05`).
 */
export function contractKeyOf(contractNumber: string): string {
  const compact = contractNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u200b\ufeff]+/g, '');
  return compact.replace(/^(UDA|UMO|DEC|UM)[-_]/, '').replace(/(\/\d{2})-\d{2}$/, '$1');
}

/** What a row states, in comparable form: folding a text costs more than anything else that is done with it. */
export interface Fingerprinted {
  readonly period: ProgrammingPeriod;
  readonly title: string;
  readonly beneficiary: string;
  readonly value: string | null;
}

/** Title, beneficiary and value; amounts are compared as numbers (`5.10` is `5.1`). */
export function textKeyOf({ period, title, beneficiary, value }: Fingerprinted): string {
  return digestOf([period, title, beneficiary, plainAmount(value)]);
}

/** Without a contract number nothing but the whole of what is stated identifies a grant. */
export function fingerprintOf(textKey: string, currency: string, euContribution: string | null): string {
  return digestOf([textKey, currency, plainAmount(euContribution)]);
}

/** States rows of one contract number apart. */
export function variantKeyOf({ title, beneficiary }: Fingerprinted): string {
  return digestOf([title, beneficiary]).slice(0, 12);
}

/** 128 bits: no two of some million projects will ever share them. */
export function digestOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\u001f'), 'hex').slice(0, 32);
}

/** A text without case, Polish letters, quotation marks and other signs that writers vary. */
export function comparable(text: string): string {
  return foldName(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function plainAmount(amount: string | null): string {
  return amount === null ? '' : amount.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
