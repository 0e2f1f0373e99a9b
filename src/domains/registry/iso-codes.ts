/** ISO 3166-2 codes of voivodeships: the digits of TERC since 2018, letters before (ISO 3166-2:2018-11-26 changed them). */
const letterCodes: Readonly<Record<string, string>> = {
  DS: '02',
  KP: '04',
  LU: '06',
  LB: '08',
  LD: '10',
  MA: '12',
  MZ: '14',
  OP: '16',
  PK: '18',
  PD: '20',
  PM: '22',
  SL: '24',
  SK: '26',
  WN: '28',
  WP: '30',
  ZP: '32',
};

/** The two digits of the voivodeship; null for what is no such code. */
export function voivodeshipOfIsoCode(code: string): string | null {
  const part = /^\s*PL-(\d\d|[A-Z]{2})\s*$/i.exec(code)?.[1]?.toUpperCase();
  if (part === undefined) return null;
  return /^\d/.test(part) ? part : (letterCodes[part] ?? null);
}
