/** What the codes of one file are, judged by all of them: running numbers or codes, with or without their zeros. */
import type { IsoDate } from '../model.ts';
import type { RegistryReferenceData } from '../reference-data.ts';
import { type CodeReading, readCode } from '../resolve/code-reading.ts';
import type { RegistryView } from '../view.ts';
import type { BoundaryReference } from './model.ts';

/** A code under a property that is named for codes. */
export function isStatedCode(reference: BoundaryReference): reference is BoundaryReference & { code: string } {
  return reference.code !== null && !reference.mayBeNumber;
}

/** Numbers up to 99 are codes by chance, and some longer ones; few are where they only count. */
const minDigits = 4;
const minKnownShare = 0.95;

/** Whether what stands in the place of running numbers names different units throughout. */
export function areCodes(view: RegistryView, references: readonly BoundaryReference[]): boolean {
  const numbers = references.flatMap(({ code, mayBeNumber }) => (code !== null && mayBeNumber ? [code] : []));
  if (numbers.length === 0 || numbers.some((code) => code.length < minDigits)) return false;
  const known = new Set(
    numbers.flatMap((code) => readCode(code).flatMap(({ terc }) => view.byTerc(terc)?.unit.id ?? [])),
  );
  return known.size >= numbers.length * minKnownShare;
}

/**
 * Six digits are a gmina without its kind (20 10 11) or 7 digits that lost their zero (0 201 011). A file writes all
 * its codes in one way, so the way in which more of them are known is the one.
 */
export function readingOfSixDigits(
  view: RegistryView,
  references: readonly BoundaryReference[],
): CodeReading['method'] {
  const known = { TERC_CODE_WITHOUT_KIND: 0, TERC_CODE_LEADING_ZERO: 0 };
  for (const { code } of references) {
    const readings = code?.length === 6 ? readCode(code) : [];
    for (const { method, terc } of readings) {
      if (method in known && view.byTerc(terc) !== undefined) known[method as keyof typeof known] += 1;
    }
  }
  return known.TERC_CODE_LEADING_ZERO > known.TERC_CODE_WITHOUT_KIND
    ? 'TERC_CODE_LEADING_ZERO'
    : 'TERC_CODE_WITHOUT_KIND';
}

/** Of these days, the newest first, the one on which most of the codes are in force. */
export function fittingDay(
  registry: RegistryReferenceData,
  references: readonly BoundaryReference[],
  days: readonly IsoDate[],
): IsoDate | null {
  const codes = references.filter(isStatedCode);
  let best: { day: IsoDate; known: number } | null = null;
  for (const day of days) {
    const view = registry.viewAt(day);
    const isKnown = ({ code }: { code: string }): boolean =>
      readCode(code).some(({ terc }) => view.byTerc(terc) !== undefined);
    const known = codes.filter(isKnown).length;
    if (best === null || known > best.known) best = { day, known };
  }
  return best?.day ?? null;
}
