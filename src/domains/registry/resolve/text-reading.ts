/** A text taken apart into the units it names, still without asking the register: `pow. kielecki, gm. Morawica`. */
import { foldName } from '../text.ts';
import { appendedMarkerOf, type Hint, labels, leadingMarker, markerOf, type NameTest } from './markers.ts';

/** One named unit of a path. */
export interface Part {
  /** Folded words; dashes are words of their own. Never empty. */
  readonly words: readonly string[];
  /** The same words in lower case with their Polish letters. */
  readonly spelled: readonly string[];
  /** Which words end in a dot, as shortened ones do: `Ostrów Wlkp.`. */
  readonly cut: readonly boolean[];
  readonly hint: Hint;
}

/** Cells of official lists hold thousands of locations; one reference is one location, whose text is short. */
export const maxTextLength = 500;
const maxPieces = 12;
/** More words than this are prose, not a path of four levels. */
const maxWords = 80;
const maxMarkers = 4;
const tokenPattern = /[\p{L}\p{M}\p{N}'’]+\.?|[,;/>()[\]]|[-\u2010-\u2015\u2212]/gu;

interface Word {
  readonly folded: string;
  readonly spelled: string;
  readonly isCut: boolean;
}

/** How a piece of text hangs on the one before it. */
type Joint = 'COMMA' | 'BRACKET' | 'LABEL';

interface Piece {
  readonly words: readonly Word[];
  readonly joint: Joint;
}

/**
 * The parts of the path in the order of the text; none when it is empty, too long or without names. What is a name must be
 * known only to distinguish markers and brackets from parts of a name, as in "Miejska Górka" and "Dobra (Szczecińska)".
 */
export function readText(text: string, names: NameTest): Part[] {
  if (text.length > maxTextLength) return [];
  const words = text.normalize('NFC').match(tokenPattern) ?? [];
  if (words.length > maxWords) return [];
  const parts: Part[] = [];
  const pieces = piecesOf(words);
  if (pieces.length > maxPieces) return [];
  for (const piece of pieces) addPiece(parts, piece, names);
  return parts;
}

function piecesOf(tokens: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let words: Word[] = [];
  let joint: Joint = 'COMMA';
  const close = (next: Joint): void => {
    if (words.length > 0) pieces.push({ words, joint });
    words = [];
    joint = next;
  };
  for (const token of tokens) {
    if (/^[([]$/.test(token)) close('BRACKET');
    else if (/^[,;/>)\]]$/.test(token)) close('COMMA');
    else {
      const word = wordOf(token);
      const before = wordsBeforeLabel(words, word);
      if (before !== null) {
        words = before;
        close('LABEL');
      }
      if (word.folded !== '') words.push(word);
    }
  }
  close('COMMA');
  return pieces;
}

function wordOf(token: string): Word {
  const isCut = token.endsWith('.');
  const text = isCut ? token.slice(0, -1) : token;
  return { folded: foldName(text), spelled: text.toLowerCase(), isCut };
}

/** A label after a name begins the next part; a label after a label belongs to it ("gmina i miasto", "miasto gm."). */
function startsName(words: readonly Word[]): boolean {
  const folded = words.map((word) => word.folded);
  return folded.at(-1) !== '-' && folded.at(-1) !== 'i' && markerOf(folded) === null;
}

/** What a new part of the path comes after; null where the word begins none. */
function wordsBeforeLabel(words: Word[], word: Word): Word[] | null {
  if (words.length > 0 && labels.has(word.folded) && startsName(words)) return words;
  return namesPlaceAbove(words, word) ? words.slice(0, -1) : null;
}

/** `Bolesławiec - powiat bolesławiecki`, `gmina Bolesławiec w powiecie bolesławieckim`. */
function namesPlaceAbove(words: readonly Word[], { folded }: Word): boolean {
  const joined = words.at(-1)?.folded ?? '';
  return placesAbove.get(joined)?.has(folded) === true && words.length > 1 && startsName(words.slice(0, -1));
}

const placesAbove: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['-', new Set(['powiat', 'pow', 'wojewodztwo', 'woj'])],
  ['w', new Set(['powiecie', 'wojewodztwie'])],
]);

function addPiece(parts: Part[], { words, joint }: Piece, names: NameTest): void {
  const folded = words.map((word) => word.folded);
  const last = parts.at(-1);
  const marker = joint === 'COMMA' ? kindMarkerOf(folded) : appendedMarkerOf(folded);
  if (marker !== null && last !== undefined) {
    parts[parts.length - 1] = { ...last, hint: { ...last.hint, ...marker } };
    return;
  }
  const whole = last && joint === 'BRACKET' ? withBrackets(last, words, names) : null;
  if (whole !== null) {
    parts[parts.length - 1] = whole;
    return;
  }
  const part = partOf(words, names);
  if (part !== null && markerOf(folded) === null) parts.push(part);
}

/** "Dobra (Szczecińska)", and "Słupia (Konecka)" of a register that has it without brackets; null where it is no name. */
function withBrackets(part: Part, words: readonly Word[], { isName }: NameTest): Part | null {
  const inBrackets = (field: 'folded' | 'spelled'): string => `(${joinWords(words.map((word) => word[field]))})`;
  const bracketed = { words: [...part.words, inBrackets('folded')], spelled: [...part.spelled, inBrackets('spelled')] };
  const plain = {
    words: [...part.words, ...foldedOf(words)],
    spelled: [...part.spelled, ...words.map((word) => word.spelled)],
  };
  const named = [bracketed, plain].find((variant) => isName(variant.words));
  return named === undefined ? null : { ...part, ...named, cut: named.words.map(() => false) };
}

/** "Brzeg, gmina miejska" speaks of one unit; an empty "POW.:" speaks of none. */
function kindMarkerOf(words: readonly string[]): Hint | null {
  const marker = markerOf(words);
  return marker?.kinds ? marker : null;
}

function partOf(words: readonly Word[], names: NameTest): Part | null {
  const appended = appendix(words);
  let hint: Hint = {};
  let rest = appended === null ? words : words.slice(0, appended.start);
  for (let count = 0; count < maxMarkers; count++) {
    const marker = leadingMarker(rest, names);
    if (marker === null) break;
    hint = { ...hint, ...marker.hint };
    rest = trimDashes(rest.slice(marker.length));
  }
  rest = withoutYears(trimDashes(rest));
  if (rest.length === 0) return null;
  return {
    words: foldedOf(rest),
    spelled: rest.map((word) => word.spelled),
    cut: rest.map((word) => word.isCut),
    hint: { ...hint, ...appended?.hint },
  };
}

function foldedOf(words: readonly Word[]): string[] {
  return words.map((word) => word.folded);
}

/** " - Gmina wiejska", " - miasto": a dash with nothing but a marker behind it. */
function appendix(words: readonly Word[]): { hint: Hint; start: number } | null {
  for (let dash = 1; dash < words.length - 1; dash++) {
    if (words[dash]?.folded !== '-') continue;
    const behind = foldedOf(words.slice(dash + 1));
    // "Bogatynia M-W": the dash is one of the kind.
    if (words[dash - 1]?.folded === 'm' && behind.join(' ') === 'w') return null;
    const hint = appendedMarkerOf(behind);
    if (hint !== null) return { hint, start: dash };
  }
  return null;
}

function trimDashes(words: readonly Word[]): readonly Word[] {
  const first = words.findIndex((word) => word.folded !== '-');
  const last = words.findLastIndex((word) => word.folded !== '-');
  return first === -1 ? [] : words.slice(first, last + 1);
}

/** BDL adds years to changed units: "M.st.Warszawa od 2002", "Wałbrzych od 2003 do 2012". */
function withoutYears(words: readonly Word[]): readonly Word[] {
  const [preposition, year] = words.slice(-2);
  const dated = words.length > 2 && /^(od|do)$/.test(preposition?.folded ?? '') && /^\d{4}$/.test(year?.folded ?? '');
  return dated ? withoutYears(words.slice(0, -2)) : words;
}

/** The words as a name, in the form that `foldName` gives: no blanks around dashes. */
export function joinWords(words: readonly string[]): string {
  return words.join(' ').replaceAll(' - ', '-');
}
