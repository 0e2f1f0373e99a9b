/** An entry that a correction, an amendment or an editor's statement is about, as an argument names it. */
import { encodeGlobalID } from '@pothos/plugin-relay';
import { decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { unitId } from '#registry';
import { correctionTargets, targetOfPage } from '../model.ts';

const typenames = {
  TERRITORIAL_UNIT: 'TerritorialUnit',
  OFFICE: 'Office',
  PROJECT: 'Project',
  PRACTICE: 'Practice',
  ADOPTION: 'Adoption',
  CALL: 'Call',
  EVENT: 'Event',
  LIVING_LAB: 'LivingLab',
  METRIC: 'Metric',
  OBSERVATION: 'Observation',
} as const;

type EntryType = keyof typeof typenames;

export interface Entry<Type extends EntryType> {
  readonly type: Type;
  /** The code, slug or id in the address of its page; of a unit its code, and of what has no page what its global id has. */
  readonly key: string;
}

/** Of anything but a unit, whose global id has another key than its page. */
export function idOfEntry({ type, key }: Entry<Exclude<EntryType, 'TERRITORIAL_UNIT'>>): string {
  return encodeGlobalID(typenames[type], key);
}

/** Entries of some types. */
export class EntryRule<Type extends EntryType> {
  readonly #types: readonly Type[];
  /** As a sentence lists the types. */
  readonly #listed: string;

  constructor(types: readonly Type[], listed: string) {
    this.#types = types;
    this.#listed = listed;
  }

  description(subject: string): string {
    return `${subject}. Takes the global id of ${this.#listed}, or the path of its page, such as \`/offices/jst-020202\`.`;
  }

  find(text: string, argument: string, context: Context): Entry<Type> {
    const found = this.#byId(text.trim(), argument, context) ?? targetOfPage(text.trim());
    if (found !== null && this.#has(found)) return found;
    const shown = `"${text.slice(0, 80)}"`;
    throw new BadInputError(
      `${shown} in "${argument}" names no entry that it can be about.`,
      `Give the global id (from the field "id") of ${this.#listed}, or the path of its page, such as /offices/jst-020202.`,
      {
        polish: `${shown} w "${argument}" nie wskazuje wpisu, o który może chodzić. Podaj globalny identyfikator (z pola "id") albo ścieżkę strony, np. /offices/jst-020202.`,
      },
    );
  }

  #has(entry: Entry<EntryType>): entry is Entry<Type> {
    return (this.#types as readonly EntryType[]).includes(entry.type);
  }

  #byId(id: string, argument: string, context: Context): Entry<EntryType> | null {
    const decoded = decodedId(id);
    const type = (Object.keys(typenames) as EntryType[]).find((one) => typenames[one] === decoded?.typename);
    if (decoded === null || type === undefined) return null;
    if (type !== 'TERRITORIAL_UNIT') return { type, key: decoded.id };
    // Pages name units by codes, ids by what stays the same when a code changes.
    const terc = unitId.find(id, argument, { context, day: context.today })?.versions.at(-1)?.terc;
    return terc === undefined ? null : { type, key: terc };
  }
}

export const correctionTarget = new EntryRule(
  correctionTargets,
  'a unit, office, project, practice, call, event, living lab, metric or observation',
);
