/** Ids of subjects: those that are known, and new ones, given here while imports wait for each other. */
import type { ClientBase } from 'pg';
import { type CopyRow, copyInto } from '#platform/database/copy.ts';
import { isCityWithPowiatRights, type RegistryReferenceData } from '#registry';
import type { MetricReferenceData, Subject } from '../reference-data.ts';
import type { FoundSubject } from './found-subject.ts';

export class SubjectIds {
  readonly #registry: RegistryReferenceData;
  readonly #ids = new Map<string, number>();
  readonly #added: Subject[] = [];
  #next = 1;

  constructor(known: MetricReferenceData, registry: RegistryReferenceData) {
    this.#registry = registry;
    for (const { id, type, key } of known.rows.subjects) {
      this.#ids.set(`${type} ${this.#current(type, key)}`, id);
      this.#next = Math.max(this.#next, id + 1);
    }
  }

  /** An older register, loaded later, gives a unit another id; the former one still leads to it. */
  #current(type: Subject['type'], key: string): string {
    return type === 'TERRITORIAL_UNIT' ? (this.#registry.unit(key)?.id ?? key) : key;
  }

  idOf({ type, key }: FoundSubject, name: string | undefined): number {
    const lookup = `${type} ${key}`;
    const known = this.#ids.get(lookup);
    if (known !== undefined) return known;
    const subject = { id: this.#next, type, key, name: type === 'STATISTICAL_UNIT' ? (name ?? null) : null };
    this.#next += 1;
    this.#added.push(subject);
    this.#ids.set(lookup, subject.id);
    return subject.id;
  }

  /** Whether a unit is, or was, a gmina and a powiat at once. */
  isCity({ type, key }: FoundSubject): boolean {
    if (type !== 'TERRITORIAL_UNIT') return false;
    return this.#registry.unit(key)?.versions.some(isCityWithPowiatRights) === true;
  }

  async write(client: ClientBase): Promise<void> {
    await copyInto(client, 'observation_subject', subjectColumns, this.#added.map(rowOf));
  }
}

const subjectColumns = ['id', 'type', 'unit_id', 'office_id', 'project_id', 'practice_id', 'bdl_id', 'name'] as const;

function rowOf({ id, type, key, name }: Subject): CopyRow<'observation_subject', (typeof subjectColumns)[number]> {
  const keyOf = (wanted: Subject['type']): string | null => (type === wanted ? key : null);
  return {
    id,
    type,
    unit_id: keyOf('TERRITORIAL_UNIT'),
    office_id: keyOf('OFFICE'),
    project_id: keyOf('PROJECT'),
    practice_id: keyOf('PRACTICE'),
    bdl_id: keyOf('STATISTICAL_UNIT'),
    name,
  };
}
