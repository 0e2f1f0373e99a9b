/** The contact base of local-government offices: what each row says, in one form, before any register is requested. */
import type { NamedBytes } from '#formats/open.ts';
import {
  type ListRecord,
  type ListShape,
  type ListTable,
  type RecordFault,
  readList,
  recordText,
} from '#formats/records.ts';
import { isValidNip, isValidRegon } from '#offices';
import type { Problem } from '#platform/problems/model.ts';
import { eDeliveryOf, emailOf, epuapOf, isBip, plainText, postalCodeOf, urlsOf } from '../office-lists/contact.ts';
import { holdsPersonalData, isPersonalEmail, leftOut } from '../office-lists/personal-data.ts';
import { hasMobilePhone, phoneOf } from '../office-lists/phone.ts';
import { columnOf, isJstHeader, isPersonColumn, type JstColumn } from './columns.ts';

export interface JstRow {
  readonly row: number;
  /** 7 digits, with the zeros that a spreadsheet dropped; null for anything else. */
  readonly code: string | null;
  readonly codeText: string;
  readonly unitName: string | null;
  readonly voivodeship: string | null;
  readonly powiat: string | null;
  readonly type: string | null;
  readonly officeName: string | null;
  readonly locality: string | null;
  readonly contact: JstContact;
  readonly fault: RecordFault | null;
  /** What of the row was left out. */
  readonly problems: readonly Problem[];
  /** The row as it stands, without personal data. */
  readonly original: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface JstContact {
  readonly street?: string | null;
  readonly building?: string | null;
  readonly postalCode?: string | null;
  readonly post?: string | null;
  readonly locality?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly website?: string | null;
  readonly bip?: string | null;
  readonly eDelivery?: string | null;
  readonly epuap?: string | null;
  readonly nip?: string | null;
  readonly regon?: string | null;
}

export interface JstList {
  readonly format: string;
  /** What the file says of itself. */
  readonly clues: Pick<ListTable, 'preamble' | 'properties'>;
  readonly rows: readonly JstRow[];
}

const shape: ListShape = {
  name: 'contact base of local-government offices (baza teleadresowa JST)',
  isHeader: isJstHeader,
  wanted: 'Its header has Kod_TERYT, nazwa_samorządu, typ_JST, nazwa_urzędu_JST: load the csv, JSON or XML edition.',
};

export function readJstList(file: NamedBytes): JstList {
  const table = readList(file, shape);
  const columns = new Map<JstColumn, string>();
  for (const heading of table.headings) {
    const column = columnOf(heading);
    if (column !== null && !columns.has(column)) columns.set(column, heading);
  }
  const rows = table.records.map((record) => new RowReader(record, columns).read());
  return { format: table.format, clues: table, rows };
}

/** Undefined for a cell that cannot be read: it says nothing, and what an older list says stands. */
type Read = string | null | undefined;

class RowReader {
  readonly #record: ListRecord;
  readonly #columns: ReadonlyMap<JstColumn, string>;
  readonly #problems: Problem[] = [];
  readonly #hidden = new Set<string>();

  constructor(record: ListRecord, columns: ReadonlyMap<JstColumn, string>) {
    this.#record = record;
    this.#columns = columns;
  }

  read(): JstRow {
    const codeText = this.#cell('code') ?? '';
    const contact = this.#contact();
    for (const [heading, cell] of this.#record.cells) {
      if (isPersonColumn(heading) || holdsPersonalData(cell)) this.#hidden.add(heading);
    }
    const original = Object.fromEntries(
      [...this.#record.cells].map(([heading, cell]) => [heading, this.#hidden.has(heading) && cell ? leftOut : cell]),
    );
    return {
      row: this.#record.row,
      code: tercOf(codeText),
      codeText,
      unitName: this.#cell('unitName'),
      voivodeship: this.#cell('voivodeship'),
      powiat: this.#cell('powiat'),
      type: this.#cell('type'),
      officeName: this.#cell('officeName'),
      locality: this.#cell('locality'),
      contact,
      fault: this.#record.fault,
      problems: this.#problems,
      original,
      text: recordText({ ...this.#record, cells: new Map(Object.entries(original)) }),
    };
  }

  #cell(column: JstColumn): string | null {
    const heading = this.#columns.get(column);
    return heading === undefined ? null : plainText(this.#record.cells.get(heading));
  }

  /** Only the fields for which the edition has a column. */
  #contact(): JstContact {
    const urls = this.#urls();
    const stated: [column: JstColumn, contact: JstContact][] = [
      ['street', { street: this.#cell('street') }],
      ['building', { building: this.#cell('building') }],
      ['postalCode', said({ postalCode: this.#read('postalCode', postalCodeOf) })],
      ['post', { post: this.#cell('post') }],
      ['locality', { locality: this.#cell('locality') }],
      ['phone', said({ phone: this.#phone() })],
      ['email', said({ email: this.#email() })],
      ['website', urls],
      ['bip', 'bip' in urls ? { bip: urls.bip ?? null } : {}],
      ['eDelivery', said({ eDelivery: this.#read('eDelivery', eDeliveryOf) })],
      ['epuap', said({ epuap: this.#read('epuap', epuapOf) })],
      ['nip', { nip: this.#number('nip', isValidNip) }],
      ['regon', { regon: this.#number('regon', isValidRegon) }],
    ];
    return Object.assign({}, ...stated.filter(([column]) => this.#columns.has(column)).map(([, contact]) => contact));
  }

  #read(column: JstColumn, readText: (text: string | null) => string | null): Read {
    const cell = this.#cell(column);
    const value = readText(cell);
    return cell !== null && value === null ? this.#unread(column, 'It is not in the form of its kind.') : value;
  }

  #number(column: 'nip' | 'regon', isValid: (text: string) => boolean): string | null {
    const text = this.#columns.has(column) ? this.#cell(column) : null;
    if (text !== null && !isValid(text)) {
      const reason = 'Its check digit or its length is wrong; it is kept as it stands and flagged. Ask the office.';
      const heading = this.#columns.get(column) ?? null;
      this.#problems.push({ kind: 'INVALID_NUMBER', row: this.#record.row, column: heading, reason, original: text });
    }
    return text;
  }

  #phone(): Read {
    const area = this.#cell('areaCode');
    const numbers = (['phone', 'otherPhone'] as const).map((column): Read => {
      const number = this.#cell(column);
      if (number === null) return null;
      if (hasMobilePhone({ number, area })) return this.#hide(column);
      const extension = column === 'phone' ? this.#cell('extension') : null;
      return (
        phoneOf({ number, area, extension }) ?? this.#unread(column, 'It is not one number of 9 digits for certain.')
      );
    });
    return numbers.find((phone) => typeof phone === 'string') ?? (numbers.includes(undefined) ? undefined : null);
  }

  #email(): Read {
    const cell = this.#cell('email');
    if (cell !== null && isPersonalEmail(cell)) return this.#hide('email');
    return this.#read('email', emailOf);
  }

  #urls(): { website?: string | null; bip?: string | null } {
    const cells = [...urlsOf(this.#cell('website')), ...urlsOf(this.#cell('bip'))];
    const unread = (['website', 'bip'] as const).filter((column) => {
      const isUnread = this.#cell(column) !== null && urlsOf(this.#cell(column)).length === 0;
      if (isUnread) this.#unread(column, 'It is no address.');
      return isUnread;
    });
    const bulletin = cells.find(isBip) ?? urlsOf(this.#cell('bip'))[0] ?? null;
    const website = cells.find((url) => url !== bulletin) ?? bulletin;
    return {
      ...(website === null && unread.length > 0 ? {} : { website }),
      ...(bulletin === null && unread.length > 0 ? {} : { bip: bulletin }),
    };
  }

  #unread(column: JstColumn, why: string): undefined {
    this.#report('INVALID_VALUE', column, why);
    return undefined;
  }

  #report(kind: Problem['kind'], column: JstColumn, why: string): void {
    const heading = this.#columns.get(column) ?? null;
    const original = heading === null ? '' : (this.#record.cells.get(heading) ?? '');
    const reason = `${why} The cell was left out; the original row keeps it.`;
    this.#problems.push({ kind, row: this.#record.row, column: heading, reason, original });
  }

  #hide(column: JstColumn): null {
    const heading = this.#columns.get(column) ?? '';
    this.#hidden.add(heading);
    const reason = "It looks like a private person's and was left out. Ask the office for a general address.";
    this.#problems.push({ kind: 'PERSONAL_DATA', row: this.#record.row, column: heading, reason, original: leftOut });
    return null;
  }
}

/** Without what could not be read. */
function said(contact: { readonly [Field in keyof JstContact]: Read }): JstContact {
  return Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined));
}

/** The list writes every unit with 7 digits (`0200000`), and its JSON and XML editions as whole numbers (`200000`). */
function tercOf(text: string): string | null {
  const digits = text.replace(/[\s'"’]/g, '').replace(/[.,]0+$/, '');
  return /^\d{6,7}$/.test(digits) ? digits.padStart(7, '0') : null;
}
