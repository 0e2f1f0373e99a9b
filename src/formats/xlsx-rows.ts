/** The rows of a sheet's XML, as they are closed one after the other. */
import type { SharedStrings } from './shared-strings.ts';
import { damageReason, isStorable, storable } from './storable.ts';
import type { Cell, RowDamage, TableRow } from './table.ts';
import type { Attributes, Handlers } from './xlsx-part.ts';
import { TextCollector, unescapeControls } from './xlsx-text.ts';

export interface RowOptions {
  readonly maxColumns: number;
  readonly errorsAsText: boolean;
}

export class SheetRows implements Handlers {
  #rows: TableRow[] = [];
  readonly #strings: SharedStrings;
  readonly #options: RowOptions;
  readonly #inline = new TextCollector();
  #number = 0;
  #cells: Cell[] = [];
  #fault: RowDamage | null = null;
  #column = 0;
  #type = 'n';
  #value = '';
  #isInValue = false;

  constructor(strings: SharedStrings, options: RowOptions) {
    this.#strings = strings;
    this.#options = options;
  }

  get count(): number {
    return this.#rows.length;
  }

  take(): readonly TableRow[] {
    const taken = this.#rows;
    this.#rows = [];
    return taken;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#isInValue = true;
    else if (name === 'row') this.#openRow(attributes);
    else this.#inline.open(name);
  }

  text(value: string): void {
    if (this.#isInValue) this.#value += value;
    else this.#inline.add(value);
  }

  close(name: string): void {
    if (name === 'v') this.#isInValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else this.#inline.close(name);
  }

  #openRow({ r }: Attributes): void {
    this.#number = r === undefined ? this.#number + 1 : Number(r);
    this.#cells = [];
    this.#fault = null;
    this.#column = 0;
  }

  #closeRow(): void {
    const number = this.#number;
    this.#rows.push({ number, ordinal: number, cells: this.#cells, text: null, fault: this.#fault });
  }

  #openCell({ r, t }: Attributes): void {
    this.#column = r === undefined ? this.#column + 1 : columnNumber(r);
    this.#type = t ?? 'n';
    this.#value = '';
    this.#inline.start();
  }

  #closeCell(): void {
    if (this.#column < 1 || this.#column > this.#options.maxColumns) return;
    const cell = this.#cell();
    if (cell === null) return;
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells[this.#column - 1] = typeof cell === 'string' ? this.#checked(cell) : cell;
  }

  #checked(text: string): string {
    if (isStorable(text)) return text;
    this.#fault ??= { kind: 'DAMAGED_TEXT', index: this.#column - 1, reason: damageReason };
    return storable(text);
  }

  #cell(): Cell {
    if (this.#type === 'inlineStr') return this.#inline.end() || null;
    if (this.#value === '') return null;
    if (this.#type === 's') return this.#strings.get(Number(this.#value)) || null;
    if (this.#type === 'n') return Number.isFinite(Number(this.#value)) ? Number(this.#value) : this.#value;
    if (this.#type === 'b') return this.#value === '1';
    if (this.#type === 'e' && !this.#options.errorsAsText) return null;
    return unescapeControls(this.#value);
  }
}

/** `AB12` → 28; 0 for what is no column. */
export function columnNumber(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}
