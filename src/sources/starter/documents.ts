/** The offices, practices, calls and events of the hub's first documents, taken in as any file of theirs is. */
import { createHash } from 'node:crypto';
import { upsertOffices } from '#offices';
import type { ImportCounts, SourceDescription } from '#platform/releases/model.ts';
import type { ChangeContext } from '#platform/releases/publish.ts';
import { cachedRegistry } from '#registry';
import { describeSource } from '../practices/import.ts';
import { readJson } from '../practices/read.ts';
import { takePractices } from '../practices/take.ts';
import { officesAsOf, starterOffices } from './offices.ts';
import practices from './practices.json' with { type: 'json' };
import { starterAsOf } from './units.ts';

type Counts = Pick<ImportCounts, 'records' | 'created' | 'changed' | 'unchanged'>;

export async function takeDocuments(context: ChangeContext): Promise<Counts> {
  const offices = await takeOffices(context);
  const entries = await takeEntries(context);
  return {
    records: offices.records + entries.records,
    created: offices.created + entries.created,
    changed: offices.changed + entries.changed,
    unchanged: offices.unchanged + entries.unchanged,
  };
}

async function takeOffices({ client, release, addSource }: ChangeContext): Promise<Counts> {
  const { id: sourceId } = await addSource(officesSource);
  const registry = await cachedRegistry.load(client, release);
  const view = registry.viewAt(starterAsOf);
  const unitId = (terc: string): string => {
    const state = view.byTerc(terc);
    if (state === undefined) throw new Error(`The starter set has no unit ${terc}`);
    return state.unit.id;
  };
  const entries = starterOffices.map(({ id, seat, serves, ...facts }, index) => ({
    id,
    row: index + 1,
    facts: { ...facts, seatUnitId: unitId(seat), ...(serves === undefined ? {} : { servedUnitId: unitId(serves) }) },
  }));
  const edition = { list: 'starter', asOf: officesAsOf, complete: false, precedence: 0, entries } as const;
  const { created, changedEntries, unchanged } = await upsertOffices(client, edition, { sourceId, release });
  return { records: entries.length, created, changed: changedEntries, unchanged };
}

const officesSource: SourceDescription = {
  kind: 'starter-offices',
  name: 'Węzeł starter set: the offices of the first documents',
  publisher: 'Węzeł',
  url: '',
  fileName: 'offices.ts',
  sha256: sha256Of(JSON.stringify(starterOffices)),
  asOf: officesAsOf,
  licence: 'CC0 1.0',
};

async function takeEntries({ client, release, addSource }: ChangeContext): Promise<Counts> {
  const text = JSON.stringify(practices);
  const file = readJson(text, false);
  const { asOf } = practices;
  const source = await addSource(describeSource({ name: 'practices.json', sha256: sha256Of(text) }, file, asOf));
  const outcome = await takePractices({ client, release, sourceId: source.id, day: asOf }, file);
  const [rejected] = outcome.rejectedRows;
  if (rejected !== undefined) throw new Error(`The starter set does not load: ${rejected.column}: ${rejected.reason}`);
  return outcome.counts;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
