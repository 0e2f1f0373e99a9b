/**
 * The one rule of ids: an argument of the type ID takes the global id of an object, or its natural key, by which people know
 * it. Each type that arguments name has one `IdRule`, which its domain exports.
 */
import { BadInputError } from '#platform/errors.ts';
import { decodedId } from './builder.ts';

export interface IdRuleOptions<Where, Found> {
  readonly typename: string;
  /** Complete "… takes the global id or" and "Podaj globalny identyfikator albo". */
  readonly english: string;
  readonly polish: string;
  byGlobalId(key: string, where: Where): Found;
  /** Undefined where the text does not have the form of a natural key. */
  byNaturalKey(key: string, where: Where, argument: string): Found | undefined;
}

/** `Where` is what ids are looked up in: the context, or the context and a day. */
export class IdRule<Where, Found> {
  readonly #options: IdRuleOptions<Where, Found>;

  constructor(options: IdRuleOptions<Where, Found>) {
    this.#options = options;
  }

  /** Of an argument: what it names, and what it takes. */
  description(subject: string): string {
    return `${subject}. Takes the global id or ${this.#options.english}.`;
  }

  /** Throws where the text is neither a global id of the type nor has the form of a natural key. */
  find(id: string, argument: string, where: Where): Found {
    const { typename, byGlobalId, byNaturalKey } = this.#options;
    const text = id.trim();
    const decoded = decodedId(text);
    if (decoded?.typename === typename) return byGlobalId(decoded.id, where);
    const found = decoded === null ? byNaturalKey(text, where, argument) : undefined;
    if (found === undefined) throw this.#unclear(text, argument, decoded?.typename ?? null);
    return found;
  }

  #unclear(id: string, argument: string, otherType: string | null): BadInputError {
    const { typename, english, polish } = this.#options;
    const shown = `"${id.slice(0, 80)}"`;
    const [is, jest] =
      otherType === null
        ? [`does not name an object of the type ${typename}`, `nie wskazuje obiektu typu ${typename}`]
        : [
            `is the id of a ${otherType}, not of a ${typename}`,
            `to identyfikator typu ${otherType}, a nie ${typename}`,
          ];
    return new BadInputError(
      `${shown} in "${argument}" ${is}.`,
      `Give its global id (from the field "id") or ${english}.`,
      {
        polish: `${shown} w "${argument}" ${jest}. Podaj globalny identyfikator (z pola "id") albo ${polish}.`,
      },
    );
  }
}

/** For types that are named by a slug, which is also the key of their global id. */
export function slugRule(typename: string, example: string): IdRule<unknown, string> {
  return new IdRule({
    typename,
    english: `the slug, such as \`${example}\``,
    polish: `slug, np. \`${example}\``,
    byGlobalId: (key) => key,
    byNaturalKey: (key) => (/^[\da-z]+(?:-[\da-z]+)*$/.test(key) ? key : undefined),
  });
}
