/** What a source says of a value beside the number (SDMX code list CL_OBS_STATUS). Numbers stand in the database. */

interface FlagMeaning {
  readonly number: number;
  readonly sdmx: string;
  readonly hasValue: boolean;
  readonly meaning: string;
}

export const flags = {
  NORMAL: { number: 0, sdmx: 'A', hasValue: true, meaning: 'A value without remarks.' },
  BREAK: {
    number: 1,
    sdmx: 'B',
    hasValue: true,
    meaning: 'Not comparable with the values before: method or area changed.',
  },
  ESTIMATED: { number: 2, sdmx: 'E', hasValue: true, meaning: 'An estimate.' },
  FORECAST: { number: 3, sdmx: 'F', hasValue: true, meaning: 'A forecast.' },
  PROVISIONAL: { number: 4, sdmx: 'P', hasValue: true, meaning: 'Provisional; the source will revise it.' },
  LOW_RELIABILITY: { number: 5, sdmx: 'U', hasValue: true, meaning: 'Of low precision.' },
  INCOMPLETE: { number: 6, sdmx: 'U', hasValue: true, meaning: 'A total that may lack some of its parts.' },
  NOT_SIGNIFICANT: {
    number: 7,
    sdmx: 'N',
    hasValue: true,
    meaning: 'Not zero, but less than the format can show; given as 0.',
  },
  MISSING: { number: 20, sdmx: 'M', hasValue: false, meaning: 'No value; the source does not say why.' },
  NOT_APPLICABLE: { number: 21, sdmx: 'M', hasValue: false, meaning: 'No value, because there can be none.' },
  CONFIDENTIAL: {
    number: 22,
    sdmx: 'Q',
    hasValue: false,
    meaning: 'No value, because it is kept secret or unreliable.',
  },
  NOT_YET_AVAILABLE: { number: 23, sdmx: 'L', hasValue: false, meaning: 'No value yet; it will be published.' },
} as const satisfies Record<string, FlagMeaning>;

export type Flag = keyof typeof flags;

export const flagNames = Object.keys(flags) as Flag[];

const byNumber = new Map<number, Flag>(flagNames.map((name) => [flags[name].number, name]));

export function flagOf(number: number): Flag {
  return byNumber.get(number) ?? 'NORMAL';
}
