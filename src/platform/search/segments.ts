/** A text with its matched words distinguished from the rest. */
import { wordsOf } from './words.ts';

export interface Segment {
  readonly text: string;
  readonly isMatch: boolean;
}

type IsMatch = (word: string) => boolean;

const excerptLength = 200;
/** How much stands before the first matched word. */
const lead = 60;

export function segmentsOf(text: string, isMatch: IsMatch): Segment[] {
  const plain = text.normalize('NFC');
  const segments: Segment[] = [];
  let done = 0;
  for (const { word, start, end } of wordsOf(plain)) {
    if (!isMatch(word)) continue;
    if (start > done) segments.push({ text: plain.slice(done, start), isMatch: false });
    segments.push({ text: plain.slice(start, end), isMatch: true });
    done = end;
  }
  if (done < plain.length) segments.push({ text: plain.slice(done), isMatch: false });
  return segments;
}

export function excerptOf(text: string, isMatch: IsMatch): Segment[] {
  const plain = text.normalize('NFC');
  if (plain.length <= excerptLength) return segmentsOf(plain, isMatch);
  const first = wordsOf(plain).find(({ word }) => isMatch(word))?.start ?? 0;
  const start = first <= lead ? 0 : plain.indexOf(' ', first - lead) + 1;
  const end = start + excerptLength >= plain.length ? plain.length : plain.lastIndexOf(' ', start + excerptLength);
  const cut = plain.slice(start, end > start ? end : start + excerptLength);
  return segmentsOf(`${start > 0 ? '…' : ''}${cut}${start + cut.length < plain.length ? '…' : ''}`, isMatch);
}
