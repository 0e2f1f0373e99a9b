/** What a client takes (RFC 9110, section 12.5). */

interface Preference {
  readonly value: string;
  readonly quality: number;
}

/** Browsers and programs send a few headers again and again. */
const known = new Map<string, readonly Preference[]>();
const maxKnown = 200;

function preferences(header: string): readonly Preference[] {
  const read = known.get(header) ?? readPreferences(header);
  if (known.size >= maxKnown) known.clear();
  known.set(header, read);
  return read;
}

function readPreferences(header: string): Preference[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [value = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { value, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    })
    .filter(({ value }) => value !== '');
}

/** Of the offered media types the one that is wanted most, the earlier among equals; undefined when none is taken. */
export function acceptedType<const T extends string>(header: string | undefined, offered: readonly T[]): T | undefined {
  if (header === undefined || header.trim() === '') return offered[0];
  const wanted = preferences(header);
  const rated = offered.map((type) => ({ type, quality: qualityOf(type, wanted) }));
  const best = rated.reduce((a, b) => (b.quality > a.quality ? b : a), rated[0] as (typeof rated)[number]);
  return best.quality > 0 ? best.type : undefined;
}

/** The most exact range counts: `application/json` before `application/*` before any. */
function qualityOf(type: string, wanted: readonly Preference[]): number {
  const [group] = type.split('/');
  for (const range of [type, `${group}/*`, '*/*']) {
    const found = wanted.filter(({ value }) => value === range);
    if (found.length > 0) return Math.max(...found.map(({ quality }) => quality));
  }
  return 0;
}

/** Whether the bytes may be sent as they are; only who says so refuses them. */
export function takesPlain(header: string | undefined): boolean {
  const wanted = preferences(header ?? '');
  const named = wanted.find(({ value }) => value === 'identity') ?? wanted.find(({ value }) => value === '*');
  return named === undefined || named.quality > 0;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** Brotli where it is taken, for it is the smallest. */
export function acceptedEncoding(header: string | undefined): Encoding {
  if (header === undefined || header === '') return 'identity';
  const wanted = preferences(header);
  const qualityOfEncoding = (name: string): number =>
    (wanted.find(({ value }) => value === name) ?? wanted.find(({ value }) => value === '*'))?.quality ?? 0;
  const [br, gzip] = [qualityOfEncoding('br'), qualityOfEncoding('gzip')];
  // Taken as it is without being named, so that it is preferred only where it is.
  const plain = wanted.find(({ value }) => value === 'identity')?.quality ?? 0;
  if (br > 0 && br >= gzip && br >= plain) return 'br';
  return gzip > 0 && gzip >= plain ? 'gzip' : 'identity';
}
