/** The place of an entry in lists of its kind. The migration `practices_as_tables` made the same. */
import { nameKey } from '#platform/list-keys.ts';
import type { Content } from './content.ts';
import { isText, polishOf } from './content.ts';
import type { RecordKind } from './model.ts';

/** By a day, month or year, the latest first; what has none last. */
function dayKey(day: string, slug: string): Buffer {
  return Buffer.from([...Array.from(day, (digit) => 255 - digit.charCodeAt(0)), 255, ...Buffer.from(slug)]);
}

/** Of a presentation: by its event, then by its session and its place in it. */
export function presentationKey(eventKey: Buffer, session: number, place: number): Buffer {
  const places = Buffer.alloc(4);
  places.writeUInt16BE(session, 0);
  places.writeUInt16BE(place, 2);
  return Buffer.concat([eventKey, Buffer.of(0), places]);
}

export function listKeyOf(kind: RecordKind, slug: string, content: Content): Buffer {
  const day = dayOf(kind, content);
  return day === undefined ? titleKeyOf(slug, content) : dayKey(day, slug);
}

/** By title, of whatever kind it is. */
export function titleKeyOf(slug: string, content: Content): Buffer {
  const title = content['title'];
  return nameKey(isText(title) ? polishOf(title) : '', slug);
}

/** Undefined for kinds that are listed by title. */
function dayOf(kind: RecordKind, content: Content): string | undefined {
  switch (kind) {
    case 'CALL':
      return String(content['closesOn'] ?? content['opensOn'] ?? content['announcedOn'] ?? '');
    case 'EVENT':
      return String(content['startsOn'] ?? '');
    case 'ADOPTION':
      return String(content['on'] ?? '');
    case 'COST_BENEFIT':
      return String(content['to'] ?? '');
    default:
      return undefined;
  }
}
