/** One row of the template as facts, or why it cannot be taken. */
import { isValidNip, isValidRegon, type OfficeDirectory, type OfficeFacts, officeKinds, officeTiers } from '#offices';
import { isDay } from '#platform/days.ts';
import type { Match, Problem } from '#platform/problems/model.ts';
import { eDeliveryOf, emailOf, epuapOf, phoneOf, plainText, postalCodeOf, urlsOf } from '../office-lists/contact.ts';
import { holdsPersonalData, isMobilePhone, isPersonalEmail, leftOut } from '../office-lists/personal-data.ts';
import type { ListRecord } from '../office-lists/records.ts';
import { columnOf, type OfficeColumn } from './columns.ts';
import type { PlaceJoin } from './place.ts';

export interface Known {
  readonly directory: OfficeDirectory;
  /** Keys of all rows of the file. */
  readonly keys: ReadonlySet<string>;
  readonly places: PlaceJoin;
}

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
    if (this.#record.fault !== null) throw new RowError(null, this.#record.fault);
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

  /** A column that the file does not have tells nothing; an empty cell tells that there is none. */
  #optional(): Partial<OfficeFacts> {
    const told: readonly [OfficeColumn, () => Partial<OfficeFacts>][] = [
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
      ['phone', () => ({ phone: this.#contact('phone', (text) => phoneOf(null, text), isMobilePhone) })],
      ['email', () => ({ email: this.#contact('email', emailOf, isPersonalEmail) })],
      ['website', () => ({ website: this.#contact('website', (text) => urlsOf(text)[0] ?? null) })],
      ['bip', () => ({ bip: this.#contact('bip', (text) => urlsOf(text)[0] ?? null) })],
      ['eDelivery', () => ({ eDelivery: this.#contact('eDelivery', eDeliveryOf) })],
      ['epuap', () => ({ epuap: this.#contact('epuap', epuapOf) })],
      ['parent', () => ({ parentId: this.#offices('parent')[0] ?? null })],
      ['predecessors', () => ({ predecessorIds: this.#offices('predecessors') })],
      ['withdrawnOn', () => ({ withdrawnOn: this.#day('withdrawnOn') })],
    ];
    return Object.assign({}, ...told.filter(([column]) => this.#headings.has(column)).map(([, read]) => read()));
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
  ): string | null {
    const text = this.#text(column);
    if (text === null) return null;
    if (isPersonal(text)) {
      const reason = "It looks like a private person's and was left out. Give a general one.";
      this.#report('PERSONAL_DATA', column, reason, { original: leftOut });
      return null;
    }
    const value = read(text);
    if (value === null) this.#report('INVALID_VALUE', column, 'It is not in the form of its kind, and was left out.');
    return value;
  }

  #unit(column: 'seat' | 'serves', field: string): string | null {
    const text = this.#text(column);
    if (text === null) return null;
    const { match, problem } = this.#known.places.find(text, field);
    this.#matches.push(match);
    if (problem !== null) this.#report(problem.kind, column, problem.reason, { candidates: match.candidates });
    return match.taken ? (match.candidates[0]?.id ?? null) : null;
  }

  #offices(column: 'parent' | 'predecessors'): string[] {
    const keys = (this.#text(column) ?? '').split('|').map((key) => key.trim());
    return keys.filter((key) => {
      if (key === '') return false;
      if (this.#known.keys.has(key) || this.#known.directory.office(key) !== undefined) return true;
      this.#report(
        'OFFICE_NOT_FOUND',
        column,
        `No office has the key "${key.slice(0, 60)}": correct it, or add a row.`,
      );
      return false;
    });
  }

  /** `Ministerstwo Cyfryzacji (2015-11-16) | …`, the day from which the name was borne no more. */
  #formerNames(): { name: string; validTo: string | null }[] {
    const names = (this.#text('formerNames') ?? '').split('|').filter((name) => name.trim() !== '');
    return names.map((text) => {
      const [, name = text, day] = /^(.*?)\s*\((\d{4}-\d\d-\d\d)\)\s*$/.exec(text) ?? [];
      if (day !== undefined && !isDay(day)) this.#fail('formerNames', `"${day}" is no day.`);
      return { name: name.trim(), validTo: day ?? null };
    });
  }

  #day(column: OfficeColumn): string | null {
    const text = this.#text(column);
    if (text === null || isDay(text)) return text;
    return this.#fail(column, `It is "${text.slice(0, 40)}": write the day as 2015-11-16.`);
  }

  #original(): Record<string, string> {
    return Object.fromEntries(
      [...this.#record.cells].map(([heading, cell]) => [heading, holdsPersonalData(cell) ? leftOut : cell]),
    );
  }
}
