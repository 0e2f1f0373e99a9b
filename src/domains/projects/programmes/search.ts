/** What the search knows of programmes, priorities, measures and submeasures. */
import { execute, query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';
import type { ProgrammeLevel } from '../model.ts';
import { loadProgrammes } from './store.ts';
import type { ProgrammeNode } from './tree.ts';

/** A programme comes before its parts, which often repeat its words. */
const boosts: Readonly<Record<ProgrammeLevel, number>> = {
  PERIOD: 1,
  PROGRAMME: 1.4,
  PRIORITY: 1.1,
  MEASURE: 1,
  SUBMEASURE: 0.9,
};

addSearchable({
  type: 'PROGRAMME',
  typename: 'Programme',
  // A period is no programme, and has a number for a name.
  keys: query.selectFrom('programme').select('id as key').where('level', '!=', 'PERIOD'),
  async *documents(client, release) {
    const any = query.selectFrom('programme').select('id').limit(1);
    const changed = await execute(client, release === null ? any : any.where('changed_in', '=', release));
    // Each is looked for with the names of those above it, so that one that is renamed changes many.
    if (changed.length === 0) return;
    const nodes = await loadProgrammes(client);
    const byId = new Map(nodes.map((node) => [node.id, node]));
    yield nodes
      .filter(({ level }) => level !== 'PERIOD')
      .map((node) => ({
        key: node.id,
        title: nameOf(node),
        text: [node.code, node.codeKey, ...namesAbove(node, byId)].filter((part) => part !== null).join(' · '),
        boost: boosts[node.level],
      }));
  },
});

function nameOf({ name, code, id }: ProgrammeNode): string {
  return name ?? code ?? id;
}

function namesAbove({ parentId }: ProgrammeNode, byId: ReadonlyMap<string, ProgrammeNode>): string[] {
  const parent = parentId === null ? undefined : byId.get(parentId);
  return parent === undefined ? [] : [nameOf(parent), ...namesAbove(parent, byId)];
}
