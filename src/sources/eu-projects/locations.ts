/** The cells in which lists say where a project is carried out. */
import type { ListedPlace } from '#projects';
import { foldName } from '#registry';

/** Excel's limit for a cell; what a list had beyond it is lost. */
const cellLimit = 32_767;
const labels = /(WOJ|POW|GM)\.\s*:/gi;

const nothing = { isWholeCountry: false, voivodeship: null, powiat: null, gmina: null, isForeign: false, isCut: false };

/** `WOJ.: X, POW.: y, GM.: z | …`, or the whole country. */
export function placesInCell(cell: string | null): ListedPlace[] {
  if (cell === null) return [];
  const isFull = cell.length >= cellLimit;
  const locations = cell.split('|').map((text) => text.trim());
  return locations.flatMap((text, index) => {
    if (text === '') return [];
    return [placeOf(text, isFull && index === locations.length - 1)];
  });
}

function placeOf(text: string, isLastOfFullCell: boolean): ListedPlace {
  if (isWholeCountry(text)) return { ...nothing, text, isWholeCountry: true };
  const marks = [...text.matchAll(labels)];
  const parts: Record<string, string> = {};
  marks.forEach((mark, index) => {
    const name = text
      .slice(mark.index + mark[0].length, marks[index + 1]?.index)
      .replace(/[\s,;]+$/, '')
      .trim();
    if (name !== '') parts[(mark[1] as string).toUpperCase()] = name;
  });
  // A name that a mark follows is whole, however little of the mark is left.
  const isCut = isLastOfFullCell && !endsInRuralMark(text);
  return {
    text,
    isWholeCountry: false,
    isForeign: false,
    voivodeship: parts['WOJ'] ?? null,
    powiat: parts['POW'] ?? null,
    gmina: parts['GM'] ?? null,
    isCut,
  };
}

/** ` - Gmina wiejska`, of which at least the dash and a letter are left. */
function endsInRuralMark(text: string): boolean {
  const mark = /\s[-–—]\s*(\p{L}[\p{L} ]*)$/u.exec(text)?.[1]?.toLowerCase();
  return mark !== undefined && 'gmina wiejska'.startsWith(mark);
}

/** Three columns, of which the deeper ones may be empty. */
export function placeInColumns(voivodeship: string | null, powiat: string | null, gmina: string | null): ListedPlace[] {
  const named = [voivodeship, powiat, gmina].filter((name) => name !== null);
  if (named.length === 0) return [];
  const text = named.join(', ');
  if (named.some(isWholeCountry)) return [{ ...nothing, text, isWholeCountry: true }];
  return [{ ...nothing, text, voivodeship, powiat, gmina }];
}

function isWholeCountry(text: string): boolean {
  if (!/kraj|polska|poland/i.test(text)) return false;
  return /^(caly kraj|cala polska|polska|poland|obszar calego kraju)$/.test(foldName(text));
}
