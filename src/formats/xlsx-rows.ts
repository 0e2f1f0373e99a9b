/** The rows of a sheet's XML, as they are closed one after the other. */
import { damageReason, isStorable, storable } from './storable.ts';
import type { Cell, RowDamage, TableRow } from './table.ts';
import type { Attributes, XmlHandlers } from './workbook-xml.ts';
import { TextCollector, unescapeControls } from './xlsx-text.ts';

export interface RowOptions {
  readonly maxColumns: number;
  readonly errorsAsText: boolean;
}

/** A row some of whose cells point at shared texts, which may have to be read first. */
interface ClosedRow {
  readonly number: number;
  readonly cells: Cell[];
  readonly fault: RowDamage | null;
  /** The index of each such cell, and that of its text. */
  readonly texts: readonly number[];
}

export class SheetRows implements XmlHandlers {
  #rows: ClosedRow[] = [];
  /** Which of the shared texts the rows point at, at most. */
  highestText = -1;
  readonly #options: RowOptions;
  readonly #inline = new TextCollector();
  #number = 0;
  #cells: Cell[] = [];
  #texts: number[] = [];
  #fault: RowDamage | null = null;
  #column = 0;
  #type = 'n';
  #value = '';
  #isInValue = false;

  constructor(options: RowOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#rows.length;
  }

  take(textAt: (index: number) => string | null): readonly TableRow[] {
    const taken = this.#rows.map((row) => completed(row, textAt));
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

  #openRow(attributes: Attributes): void {
    const r = attributes.get('r');
    this.#number = r === undefined ? this.#number + 1 : Number(r);
    this.#cells = [];
    this.#texts = [];
    this.#fault = null;
    this.#column = 0;
  }

  #closeRow(): void {
    this.#rows.push({ number: this.#number, cells: this.#cells, texts: this.#texts, fault: this.#fault });
  }

  #openCell(attributes: Attributes): void {
    const r = attributes.get('r');
    this.#column = r === undefined ? this.#column + 1 : columnNumber(r);
    this.#type = attributes.get('t') ?? 'n';
    this.#value = '';
    this.#inline.start();
  }

  #closeCell(): void {
    if (this.#column < 1 || this.#column > this.#options.maxColumns) return;
    if (this.#type === 's') this.#pointAtText();
    else this.#put(this.#cell());
  }

  #pointAtText(): void {
    const index = Number(this.#value);
    if (this.#value === '' || !Number.isInteger(index) || index < 0) return;
    this.#texts.push(this.#column - 1, index);
    this.highestText = Math.max(this.highestText, index);
  }

  #put(cell: Cell): void {
    if (cell === null) return;
    const index = this.#column - 1;
    const isDamaged = typeof cell === 'string' && !isStorable(cell);
    if (isDamaged) this.#fault ??= damageAt(index);
    putAt(this.#cells, index, isDamaged ? storable(cell) : cell);
  }

  #cell(): Cell {
    if (this.#type === 'inlineStr') return this.#inline.end() || null;
    if (this.#value === '') return null;
    if (this.#type === 'n') return Number.isFinite(Number(this.#value)) ? Number(this.#value) : this.#value;
    if (this.#type === 'b') return this.#value === '1';
    if (this.#type === 'e' && !this.#options.errorsAsText) return null;
    return unescapeControls(this.#value);
  }
}

function completed({ number, cells, fault, texts }: ClosedRow, textAt: (index: number) => string | null): TableRow {
  let damage = fault;
  for (let at = 0; at < texts.length; at += 2) {
    const column = texts[at] as number;
    const text = textAt(texts[at + 1] as number) || null;
    if (text === null) continue;
    const isDamaged = !isStorable(text);
    if (isDamaged && (damage?.index ?? column) >= column) damage = damageAt(column);
    putAt(cells, column, isDamaged ? storable(text) : text);
  }
  return { number, ordinal: number, cells, text: null, fault: damage };
}

const damageAt = (index: number): RowDamage => ({ kind: 'DAMAGED_TEXT', index, reason: damageReason });

function putAt(cells: Cell[], index: number, cell: Cell): void {
  while (cells.length < index) cells.push(null);
  cells[index] = cell;
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
