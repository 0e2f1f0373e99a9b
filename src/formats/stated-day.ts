/** The day whose state a file shows, where its name, its title or its properties say it. */
import { calendarDay, dayInWords, dayOf } from './days.ts';
import type { Properties } from './table.ts';

export interface DayClues {
  readonly fileName: string;
  /** What stands above the headings. */
  readonly preamble?: string;
  readonly properties?: Properties;
}

/** Members and attributes that are the day of the state and nothing else. */
const stateKeys = /^(.*\.)?(as_?of|stan_?na(_?dzien)?|data_?stanu|state_?date|data|date|dzien|day)$/i;
/** Texts of a workbook's properties; then the day on which it was saved last. */
const titleKeys = ['title', 'subject', 'description', 'keywords'];
const savedKeys = ['modified', 'created'];

/** From the surest to the vaguest: "stan na …", a property that is a day, the title, the file's name, the day it was saved. */
export function statedDay({ fileName, preamble = '', properties = {} }: DayClues): string | null {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
  const titles = titleKeys.flatMap((key) => properties[key] ?? []).map(plain);
  const texts = [plain(preamble), ...titles];
  const said = texts.map(stateIn).find((day) => day !== null) ?? null;
  if (said !== null) return said;
  for (const [key, value] of Object.entries(properties)) {
    const day = stateKeys.test(key.normalize('NFKD').replace(/\p{M}/gu, '')) ? dayOf(value) : null;
    if (day !== null) return day;
  }
  return (
    titles.map(dayIn).find((day) => day !== null) ??
    dayIn(plain(fileName)) ??
    savedKeys.map((key) => dayOf(properties[key] ?? null)).find((day) => day !== null) ??
    null
  );
}

const stateWords =
  /(?:stan(?:u|em)? (?:na|z)|stan:|dane (?:na|z dnia)|na dzień|aktualn\p{L}* na|aktualizacj\p{L}*|(?:state )?as (?:of|at))\D{0,20}(.{0,40})/gu;

/** `stan na 31.12.2023 r.`, `wg stanu na dzień 1 stycznia 2024`, `as of 31 December 2023`. */
function stateIn(text: string): string | null {
  for (const [, stated = ''] of text.matchAll(stateWords)) {
    const day = dayIn(stated);
    if (day !== null) return day;
  }
  return null;
}

/** Parts of one day are joined alike: the years of a period beside a day are none (`2021_2027_01.10.2024`). */
function dayIn(text: string): string | null {
  const iso = /(?<!\d)(20\d\d|199\d)([-_. /]?)([01]\d)\2([0-3]\d)(?!\d)/.exec(text);
  const isoDay = iso === null ? null : calendarDay(iso[1], iso[3], iso[4]);
  if (isoDay !== null) return isoDay;
  const dotted = /(?<!\d)([0-3]?\d)([-_./ ])([01]?\d)\2(20\d\d|199\d)(?!\d)/.exec(text);
  const dottedDay = dotted === null ? null : calendarDay(dotted[4], dotted[3], dotted[1]);
  if (dottedDay !== null) return dottedDay;
  const compact = /(?<!\d)([0-3]\d)([01]\d)(20\d\d)(?!\d)/.exec(text);
  const compactDay = compact === null ? null : calendarDay(compact[3], compact[2], compact[1]);
  if (compactDay !== null) return compactDay;
  const worded = /(?<!\d)([0-3]?\d)[.\s_-]+(\p{L}+)[.\s_-]+(20\d\d|199\d)/u.exec(text);
  return worded === null ? null : dayInWords(`${worded[1]} ${worded[2]} ${worded[3]}`);
}
