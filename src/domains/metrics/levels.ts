/** The levels at which observations are stated: those of the Local Data Bank, then subjects that are no units. */

export const levelNumbers = {
  COUNTRY: 0,
  MACROREGION: 1,
  VOIVODESHIP: 2,
  REGION: 3,
  SUBREGION: 4,
  POWIAT: 5,
  GMINA: 6,
  PART: 7,
  AUXILIARY: 8,
  OFFICE: 20,
  PROJECT: 21,
  PRACTICE: 22,
} as const;

export type Level = keyof typeof levelNumbers;

export const levelNames = Object.keys(levelNumbers) as Level[];

const byNumber = new Map<number, Level>(levelNames.map((name) => [levelNumbers[name], name]));

export function levelOfNumber(number: number): Level {
  return byNumber.get(number) ?? 'GMINA';
}

export function isLevel(text: string): text is Level {
  return Object.hasOwn(levelNumbers, text);
}
