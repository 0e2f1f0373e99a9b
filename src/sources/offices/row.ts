/** One row of the template as facts, or why it cannot be taken. */
import { dayOf } from '#formats/days.ts';
import type { ListRecord } from '#formats/records.ts';
import {
  isValidNip,
  isValidRegon,
  type OfficeFacts,
  type OfficeReferenceData,
  officeKinds,
  officeTiers,
} from '#offices';
import type { Match, Problem } from '#platform/problems/model.ts';
import { eDeliveryOf, emailOf, epuapOf, plainText, postalCodeOf, urlsOf } from '../office-lists/contact.ts';
import { holdsPersonalData, isPersonalEmail, leftOut } from '../office-lists/personal-data.ts';
import { hasMobilePhone, phoneOf } from '../office-lists/phone.ts';
import { columnOf, type OfficeColumn } from './columns.ts';
import type { PlaceJoin } from './place.ts';

export interface Known {
  readonly directory: OfficeReferenceData;
  /** Keys of all rows of the file. */
  readonly keys: ReadonlySet<string>;
  readonly places: PlaceJoin;
  readonly date1904: boolean;
}

/** Undefined for what could not be read. */
type Stated = { readonly [Field in keyof OfficeFacts]?: OfficeFacts[Field] | undefined };

export interface ReadRow {
  readonly key: string;
  readonly facts: OfficeFacts;
  readonly original: Readonly<Record<string, string>>;
  readonly matches: readonly Match[];
  readonly problems: readonly Problem[];
}

/** A cell for which the whole row is not taken. */
export class RowError extends Error {
  readonly column: string | null;

  constructor(column: string | null, message: string) {
    super(message);
    this.column = column;
  }
}

export class TemplateRow {
  readonly #record: ListRecord;
  readonly #known: Known;
  readonly #headings = new Map<OfficeColumn, string>();
  readonly #problems: Problem[] = [];
  readonly #matches: Match[] = [];

  constructor(record: ListRecord, known: Known) {
    this.#record = record;
    this.#known = known;
    for (const heading of record.cells.keys()) {
      const column = columnOf(heading);
      if (column !== null && !this.#headings.has(column)) this.#headings.set(column, heading);
    }
  }

  read(): ReadRow {
    const { fault } = this.#record;
    if (fault !== null) throw new RowError(fault.column, fault.reason);
    const key = this.#key();
    const facts: OfficeFacts = {
      name: this.#text('name') ?? this.#fail('name', 'The office has no name: fill it in.'),
      kind: this.#oneOf('kind', officeKinds),
      tier: this.#oneOf('tier', officeTiers),
      ...this.#optional(),
    };
    return { key, facts, original: this.#original(), matches: this.#matches, problems: this.#problems };
  }

  #key(): string {
    const key =
      this.#text('key') ?? this.#fail('key', 'The row has no key: give the office one, such as kwp-katowice.');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 60) {
      this.#fail('key', 'A key has up to 60 small letters without Polish marks, digits and single dashes.');
    }
    if (key.startsWith('jst-') && this.#known.directory.office(key) === undefined) {
      this.#fail('key', 'Keys that begin with jst- are those of local-government offices: load jst-offices first.');
    }
    return key;
  }

  /**
   * A column that the file does not have says nothing, and neither does a cell that cannot be read: what an older list says
   * stands. An empty cell says that there is none.
   */
  #optional(): Partial<OfficeFacts> {
    const stated: readonly [OfficeColumn, () => Stated][] = [
      ['shortName', () => ({ shortName: this.#text('shortName') })],
      ['formerNames', () => ({ formerNames: this.#formerNames() })],
      ['nip', () => ({ nip: this.#number('nip', isValidNip) })],
      ['regon', () => ({ regon: this.#number('regon', isValidRegon) })],
      ['street', () => ({ street: this.#text('street') })],
      ['building', () => ({ building: this.#text('building') })],
      ['postalCode', () => ({ postalCode: this.#contact('postalCode', postalCodeOf) })],
      ['post', () => ({ post: this.#text('post') })],
      ['locality', () => ({ locality: this.#text('locality') })],
      ['seat', () => ({ seatUnitId: this.#unit('seat', 'seat') })],
      ['serves', () => ({ servedUnitId: this.#unit('serves', 'servesUnit') })],
      [
        'phone',
        () => ({
          phone: this.#contact(
            'phone',
            (number) => phoneOf({ number }),
            (number) => hasMobilePhone({ number }),
          ),
        }),
      ],
      ['email', () => ({ email: this.#contact('email', emailOf, isPersonalEmail) })],
      ['website', () => ({ website: this.#contact('website', (text) => urlsOf(text)[0] ?? null) })],
      ['bip', () => ({ bip: this.#contact('bip', (text) => urlsOf(text)[0] ?? null) })],
      ['eDelivery', () => ({ eDelivery: this.#contact('eDelivery', eDeliveryOf) })],
      ['epuap', () => ({ epuap: this.#contact('epuap', epuapOf) })],
      ['parent', () => ({ parentId: this.#parent() })],
      ['predecessors', () => ({ predecessorIds: this.#offices('predecessors') })],
      ['withdrawnOn', () => ({ withdrawnOn: this.#day('withdrawnOn') })],
    ];
    const facts = Object.assign(
      {},
      ...stated.filter(([column]) => this.#headings.has(column)).map(([, read]) => read()),
    );
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  }

  #text(column: OfficeColumn): string | null {
    const heading = this.#headings.get(column);
    return heading === undefined ? null : plainText(this.#record.cells.get(heading));
  }

  #fail(column: OfficeColumn, why: string): never {
    throw new RowError(this.#headings.get(column) ?? null, why);
  }

  #report(kind: Problem['kind'], column: OfficeColumn, reason: string, more: Partial<Problem> = {}): void {
    const heading = this.#headings.get(column) ?? null;
    const original = this.#text(column) ?? '';
    this.#problems.push({ kind, row: this.#record.row, column: heading, reason, original, ...more });
  }

  #oneOf<const T extends string>(column: OfficeColumn, choices: readonly T[]): T {
    const text = (this.#text(column) ?? '').toUpperCase().replaceAll(/[\s-]/g, '_');
    const found = choices.find((choice) => choice === text);
    return found ?? this.#fail(column, `It is "${text.slice(0, 40)}": write one of ${choices.join(', ')}.`);
  }

  #number(column: 'nip' | 'regon', isValid: (text: string) => boolean): string | null {
    const text = this.#text(column);
    if (text !== null && !isValid(text)) {
      const reason = 'Its check digit or its length is wrong; it is kept as it stands and flagged. Ask the office.';
      this.#report('INVALID_NUMBER', column, reason);
    }
    return text;
  }

  #contact(
    column: OfficeColumn,
    read: (text: string) => string | null,
    isPersonal: (text: string) => boolean = () => false,
  ): string | null | undefined {
    const text = this.#text(column);
    if (text === null) return null;
    if (isPersonal(text)) {
      const reason = "It looks like a private person's and was left out. Give a general one.";
      this.#report('PERSONAL_DATA', column, reason, { original: leftOut });
      return null;
    }
    const value = read(text);
    if (value !== null) return value;
    this.#report('INVALID_VALUE', column, 'It is not in the form of its kind, and was left out.');
    return undefined;
  }

  #unit(column: 'seat' | 'serves', field: string): string | null | undefined {
    const text = this.#text(column);
    if (text === null) return null;
    const { match, problem } = this.#known.places.find(text, field);
    this.#matches.push(match);
    if (problem !== null) this.#report(problem.kind, column, problem.reason, { candidates: match.candidates });
    return match.taken ? match.candidates[0]?.id : undefined;
  }

  #parent(): string | null | undefined {
    const [parent] = this.#offices('parent') ?? [undefined];
    return this.#text('parent') === null ? null : parent;
  }

  /** Undefined where none of those that are named is known. */
  #offices(column: 'parent' | 'predecessors'): string[] | undefined {
    const keys = (this.#text(column) ?? '').split('|').map((key) => key.trim());
    const named = keys.filter((key) => key !== '');
    const known = named.filter((key) => {
      if (this.#known.keys.has(key) || this.#known.directory.office(key) !== undefined) return true;
      this.#report(
        'OFFICE_NOT_FOUND',
        column,
        `No office has the key "${key.slice(0, 60)}": correct it, or add a row.`,
      );
      return false;
    });
    return named.length > 0 && known.length === 0 ? undefined : known;
  }

  /** `Ministerstwo Cyfryzacji (2015-11-16) | …`, the day from which the name was borne no more. */
  #formerNames(): { name: string; validTo: string | null }[] {
    const names = (this.#text('formerNames') ?? '').split('|').filter((name) => name.trim() !== '');
    return names.map((text) => {
      const [, name = text, day] = /^(.*?)\s*\((\d[\d.\-/]{7,9})\)\s*$/.exec(text) ?? [];
      const validTo = day === undefined ? null : dayOf(day);
      if (day !== undefined && validTo === null) this.#fail('formerNames', `"${day}" is no day.`);
      return { name: name.trim(), validTo };
    });
  }

  #day(column: OfficeColumn): string | null {
    const text = this.#text(column);
    const day = dayOf(text, { date1904: this.#known.date1904 });
    if (text === null || day !== null) return day;
    return this.#fail(column, `It is "${text.slice(0, 40)}": write the day as 2015-11-16.`);
  }

  #original(): Record<string, string> {
    return Object.fromEntries(
      [...this.#record.cells].map(([heading, cell]) => [heading, holdsPersonalData(cell) ? leftOut : cell]),
    );
  }
}
