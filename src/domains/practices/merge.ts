/** Takes entries into the hub: what they say is laid over what is known, checked as a whole, and written if it differs. */
import type { ClientBase } from 'pg';
import { type Content, fingerprintOf, isText, polishOf } from './content.ts';
import type { RecordKind } from './model.ts';
import { brokenReferences, keyOf, type Problem } from './references.ts';
import { problemsOf } from './rules.ts';
import { loadContents, loadKeys, type StoredContent, writeContents } from './store.ts';

/** What a file says of one entry: properties that are left out stay, null takes one away. */
export interface Statement {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly properties: Content;
}

export interface Refusal {
  readonly statement: Statement;
  readonly problems: readonly Problem[];
}

export interface MergeOutcome {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** The whole of those that were created or changed. */
  readonly written: readonly StoredContent[];
  readonly refused: readonly Refusal[];
}

interface Merged extends StoredContent {
  readonly statement: Statement;
  readonly before: Content | undefined;
}

/** The statements are of different entries. */
export async function mergeStatements(
  client: ClientBase,
  statements: readonly Statement[],
  sourceId: string,
  release: number,
): Promise<MergeOutcome> {
  const contents = await loadContents(client, statements);
  const before = new Map(contents.map(({ kind, slug, content }) => [keyOf(kind, slug), content]));
  const known = new Set((await loadKeys(client)).map(({ kind, slug }) => keyOf(kind, slug)));
  const merged = statements.map((statement): Merged => {
    const old = before.get(keyOf(statement.kind, statement.slug));
    return { ...statement, statement, before: old, content: laidOver(old, statement.properties) };
  });
  const { sound, refused } = check(merged, known);
  const created = sound.filter((entry) => entry.before === undefined);
  const changed = sound.filter(
    (entry) => entry.before !== undefined && fingerprintOf(entry.before) !== fingerprintOf(entry.content),
  );
  if (created.length + changed.length > 0) await writeContents(client, [...created, ...changed], sourceId, release);
  return {
    created: created.map(nameOf),
    changed: changed.map(nameOf),
    unchanged: sound.length - created.length - changed.length,
    written: [...created, ...changed],
    refused,
  };
}

function laidOver(before: Content | undefined, properties: Content): Content {
  return Object.fromEntries(Object.entries({ ...before, ...properties }).filter(([, value]) => value !== null));
}

/** An entry that is refused may be what another leads to, so the rest is checked again until nothing more falls. */
function check(merged: readonly Merged[], known: ReadonlySet<string>): { sound: Merged[]; refused: Refusal[] } {
  const refused: Refusal[] = [];
  let sound = merged.filter((entry) => accept(entry, problemsOf(entry.kind, entry.content), refused));
  for (;;) {
    const here = new Set(sound.map(({ kind, slug }) => keyOf(kind, slug)));
    const isKnown = (key: string): boolean => here.has(key) || known.has(key);
    const left = sound.filter((entry) => accept(entry, brokenReferences(entry.content, isKnown), refused));
    if (left.length === sound.length) return { sound, refused };
    sound = left;
  }
}

function accept({ statement }: Merged, problems: readonly Problem[], refused: Refusal[]): boolean {
  if (problems.length > 0) refused.push({ statement, problems });
  return problems.length === 0;
}

function nameOf({ kind, slug, content }: Merged): string {
  const title = content['title'];
  return `${kind} ${slug}${isText(title) ? ` ${polishOf(title)}` : ''}`;
}
