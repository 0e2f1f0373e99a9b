/** Texts in SVG, which has no line breaks. */
import { escapeXml } from '#exports/xml.ts';

/** About how wide a letter is, of its size. */
const letterWidth = 0.52;
/** In the widest letters that stand in for the hub's own, where a picture has none of its own: a digit of DejaVu Sans. */
export const widestDigit = 0.64;

/** Lines that fit into a width; the last one is cut short where there are more. */
export function linesOf(text: string, { width, fontSize, max }: { width: number; fontSize: number; max: number }) {
  const letters = Math.max(Math.floor(width / (fontSize * letterWidth)), 4);
  const lines: string[] = [];
  let line = '';
  // Never at the blanks inside of a number, which are no-break spaces.
  for (const word of text.split(/[ \t\n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= letters || line === '') {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  lines.push(line);
  const shown = lines.slice(0, max).map((one) => (one.length > letters ? `${one.slice(0, letters - 1)}…` : one));
  if (lines.length <= max) return shown;
  return [...shown.slice(0, -1), `${(shown.at(-1) ?? '').replace(/…$/, '')}…`];
}

export interface TextBlock {
  readonly x: number;
  /** The baseline of the first line. */
  readonly y: number;
  readonly fontSize: number;
  readonly fill: string;
  readonly weight?: number;
}

export function textBlock(lines: readonly string[], { x, y, fontSize, fill, weight = 400 }: TextBlock): string {
  return lines
    .map((line, index) => {
      const baseline = Math.round(y + index * fontSize * 1.25);
      return `<text x="${x}" y="${baseline}" font-size="${fontSize}" font-weight="${weight}" fill="${fill}">${escapeXml(line)}</text>`;
    })
    .join('');
}
