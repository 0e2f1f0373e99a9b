/** Days as entries of a calendar (RFC 5545). */
import type { Deadline } from './page.ts';

export function calendarOf(deadlines: readonly Deadline[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Wezel//PL', ...deadlines.flatMap(entryOf), 'END:VCALENDAR']
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join('');
}

function entryOf({ name, title, day, url }: Deadline): string[] {
  const compact = day.replaceAll('-', '');
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  return [
    'BEGIN:VEVENT',
    `UID:${name}@wezel`,
    // The day itself: an entry that is made again is the same one.
    `DTSTAMP:${compact}T000000Z`,
    `DTSTART;VALUE=DATE:${compact}`,
    `DTEND;VALUE=DATE:${next.replaceAll('-', '')}`,
    `SUMMARY:${escaped(title)}`,
    `URL:${url}`,
    'END:VEVENT',
  ];
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll(/\r?\n/g, '\\n');
}

/** "Lines of text SHOULD NOT be longer than 75 octets" (RFC 5545, 3.1); counted in letters, of which each has at most two. */
function folded(line: string): string[] {
  const parts = line.match(/.{1,36}/gu) ?? [''];
  return parts.map((part, index) => (index === 0 ? part : ` ${part}`));
}
