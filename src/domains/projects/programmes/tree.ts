/**
 * The programme tree while a list is read: what its cells name is found among the known nodes, by code before name, or
 * added. Files differ in how they write both, so that each node keeps what every file has alike.
 */
import { digestOf } from '../identity.ts';
import { type ListedProgramme, type ProgrammeLevel, type ProgrammingPeriod, yearsOf } from '../model.ts';
import { labelOf, type NodeLabel, programmeNameKey } from './codes.ts';

export interface ProgrammeNode {
  readonly id: string;
  readonly period: ProgrammingPeriod;
  readonly level: ProgrammeLevel;
  readonly parentId: string | null;
  code: string | null;
  codeKey: string | null;
  name: string | null;
  nameKey: string | null;
}

/** Ids of the nodes above a project, as far as they are stated. */
export interface ProgrammePath {
  readonly programmeId: string | null;
  readonly priorityId: string | null;
  readonly measureId: string | null;
  readonly submeasureId: string | null;
}

const noPath: ProgrammePath = { programmeId: null, priorityId: null, measureId: null, submeasureId: null };

export class ProgrammeTree {
  readonly #byCode = new Map<string, ProgrammeNode>();
  readonly #byName = new Map<string, ProgrammeNode>();
  /** What each node was before; a node that is not in it is new. */
  readonly #before = new Map<ProgrammeNode, string>();
  readonly #nodes = new Set<ProgrammeNode>();
  /** A list that writes one name in several ways gives the node the first of them. */
  readonly #named = new Set<ProgrammeNode>();
  readonly #paths = new Map<string, ProgrammePath>();
  /** Whether names and codes of this list may replace those of others. */
  readonly #renames: boolean;

  constructor(nodes: readonly ProgrammeNode[], { renames }: { readonly renames: boolean }) {
    this.#renames = renames;
    for (const node of nodes) {
      this.#before.set(node, shownBy(node));
      this.#add(node);
    }
  }

  /** Nodes that were added or are stated otherwise now. */
  get changed(): readonly ProgrammeNode[] {
    return [...this.#nodes].filter((node) => this.#before.get(node) !== shownBy(node));
  }

  /** `letters` are those of the contract number, for lists that do not name the programme. */
  place(period: ProgrammingPeriod, cells: ListedProgramme, letters: string | null): ProgrammePath {
    const key = [period, cells.programme, cells.priority, cells.measure, cells.submeasure, letters].join('\u001f');
    const known = this.#paths.get(key);
    if (known !== undefined) return known;
    const path = this.#place(period, cells, letters);
    this.#paths.set(key, path);
    return path;
  }

  #place(period: ProgrammingPeriod, cells: ListedProgramme, contractLetters: string | null): ProgrammePath {
    const labels = [cells.priority, cells.measure, cells.submeasure].map((cell) =>
      cell === null ? null : labelOf(cell),
    );
    const letters = labels.find((label) => label?.letters != null)?.letters ?? contractLetters;
    const programme = this.#programme(period, cells.programme, letters);
    if (programme === null) return noPath;
    const [priorityLabel = null, measureLabel = null, submeasureLabel = null] = labels;
    const priority = this.#child(programme, 'PRIORITY', priorityLabel);
    const measure = this.#child(priority ?? programme, 'MEASURE', differing(measureLabel, priorityLabel));
    const submeasure = this.#child(
      measure ?? priority ?? programme,
      'SUBMEASURE',
      differing(submeasureLabel, measureLabel),
    );
    return {
      programmeId: programme.id,
      priorityId: priority?.id ?? null,
      measureId: measure?.id ?? null,
      submeasureId: submeasure?.id ?? null,
    };
  }

  #programme(period: ProgrammingPeriod, cell: string | null, letters: string | null): ProgrammeNode | null {
    if (cell === null && letters === null) return null;
    const root = this.#root(period);
    const nameKey = cell === null ? null : programmeNameKey(cell);
    const label = { code: letters, letters, codeKey: letters, name: cell, nameKey };
    return this.#node(root, 'PROGRAMME', label);
  }

  #root(period: ProgrammingPeriod): ProgrammeNode {
    const years = yearsOf(period);
    const known = this.#byCode.get(keyIn(null, 'PERIOD', years));
    return known ?? this.#add({ id: years, period, level: 'PERIOD', parentId: null, ...labelled(years) });
  }

  #child(parent: ProgrammeNode, level: ProgrammeLevel, label: NodeLabel | null): ProgrammeNode | null {
    return label === null ? null : this.#node(parent, level, label);
  }

  #node(parent: ProgrammeNode, level: ProgrammeLevel, label: NodeLabel): ProgrammeNode {
    const byCode = label.codeKey === null ? undefined : this.#byCode.get(keyIn(parent.id, level, label.codeKey));
    const byName = label.nameKey === null ? undefined : this.#byName.get(keyIn(parent.id, level, label.nameKey));
    // One name under two codes are two nodes; a node without a code gets it from the file that has one.
    const named = label.codeKey === null || byName?.codeKey == null ? byName : undefined;
    const found = byCode ?? named;
    if (found === undefined) {
      const id = `${parent.id}/${label.codeKey?.toLowerCase() ?? digestOf([label.nameKey ?? '']).slice(0, 12)}`;
      const { code, codeKey, name, nameKey } = label;
      const added = this.#add({ id, period: parent.period, level, parentId: parent.id, code, codeKey, name, nameKey });
      this.#named.add(added);
      return added;
    }
    this.#learn(found, label);
    return found;
  }

  /** Takes over what the node lacked, and the name and how the code is written where this list is believed. */
  #learn(node: ProgrammeNode, { code, codeKey, name, nameKey }: NodeLabel): void {
    const isNamed = node.name !== null && (!this.#renames || this.#named.has(node));
    if (codeKey !== null && (node.codeKey === null || !isNamed)) Object.assign(node, { code, codeKey });
    if (name !== null && !isNamed) Object.assign(node, { name, nameKey });
    this.#named.add(node);
    this.#index(node);
  }

  #add(node: ProgrammeNode): ProgrammeNode {
    this.#nodes.add(node);
    this.#index(node);
    return node;
  }

  #index(node: ProgrammeNode): void {
    if (node.codeKey !== null) this.#byCode.set(keyIn(node.parentId, node.level, node.codeKey), node);
    if (node.nameKey !== null) this.#byName.set(keyIn(node.parentId, node.level, node.nameKey), node);
  }
}

function shownBy({ code, name }: ProgrammeNode): string {
  return [code, name].join('\u001f');
}

function keyIn(parentId: string | null, level: ProgrammeLevel, key: string): string {
  return [parentId, level, key].join('\u001f');
}

function labelled(years: string): Pick<ProgrammeNode, 'code' | 'codeKey' | 'name' | 'nameKey'> {
  return { code: years, codeKey: years, name: years, nameKey: years };
}

/** A cell that repeats the one above names nothing of its own. */
function differing(label: NodeLabel | null, above: NodeLabel | null): NodeLabel | null {
  if (label === null || above === null) return label;
  const isSame = label.codeKey === null ? label.nameKey === above.nameKey : label.codeKey === above.codeKey;
  return isSame ? null : label;
}
