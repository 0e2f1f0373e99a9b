/** What must hold of an entry as a whole, over and above the shape of its properties. */
import { type Content, isObject, type Path } from './content.ts';
import type { RecordKind } from './model.ts';
import { firstDayOf, lastDayOf } from './partial-date.ts';
import type { Problem } from './references.ts';

const needed: Readonly<Record<RecordKind, readonly string[]>> = {
  CITATION: ['title'],
  PRACTICE: ['title'],
  ADOPTION: ['practice', 'adopter'],
  COST_BENEFIT: ['practice'],
  PROJECT: ['title', 'period'],
  CALL: ['title', 'kind'],
  EVENT: ['title'],
  LIVING_LAB: ['title'],
};

/** Pairs of days of which the second cannot come before the first. */
const inOrder: Readonly<Partial<Record<RecordKind, readonly (readonly [string, string])[]>>> = {
  PRACTICE: [
    ['startedOn', 'implementedOn'],
    ['startedOn', 'endedOn'],
    ['implementedOn', 'endedOn'],
  ],
  COST_BENEFIT: [['from', 'to']],
  PROJECT: [['startsOn', 'endsOn']],
  CALL: [
    ['announcedOn', 'closesOn'],
    ['opensOn', 'closesOn'],
    ['opensOn', 'resultsOn'],
  ],
  EVENT: [['startsOn', 'endsOn']],
};

export function problemsOf(kind: RecordKind, content: Content): Problem[] {
  return [
    ...needed[kind]
      .filter((property) => content[property] === undefined)
      .map((property) => ({
        path: [property],
        reason: `It is needed and neither in the file nor in the hub. Give it.`,
      })),
    ...(inOrder[kind] ?? []).flatMap(([first, second]) => inWrongTurn(content, first, second, [])),
    ...listed(content['stages']).flatMap((stage, index) => inWrongTurn(stage, 'from', 'to', ['stages', index])),
    ...listed(content['preferences']).flatMap(populationRange),
    ...repeatedIn(content['sessions'], 'slug', ['sessions']),
    ...listed(content['sessions']).flatMap((session, index) =>
      repeatedIn(session['presentations'], 'practice', ['sessions', index, 'presentations']),
    ),
    ...['modules', 'participations'].flatMap((list) =>
      listed(content[list]).flatMap((item, index) => inWrongTurn(item, 'from', 'to', [list, index])),
    ),
    ...['modules', 'products'].flatMap((list) => repeatedIn(content[list], 'slug', [list])),
    ...strayModules(content),
    ...repeatedParticipations(content),
    ...repeatedIn(content['submissions'], 'call', ['submissions']),
    ...repeatedIn(content['capacity'], 'of', ['capacity']),
    ...repeatedIn(content['numbers'], 'of', ['numbers']),
  ];
}

function listed(value: unknown): Content[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function inWrongTurn(content: Content, first: string, second: string, at: Path): Problem[] {
  const [from, to] = [content[first], content[second]];
  if (typeof from !== 'string' || typeof to !== 'string' || firstDayOf(from) <= lastDayOf(to)) return [];
  return [{ path: [...at, second], reason: `"${second}" (${to}) comes before "${first}" (${from}). Fix one of them.` }];
}

function populationRange(preference: Content, index: number): Problem[] {
  const [from, to] = [preference['populationFrom'], preference['populationTo']];
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return [];
  return [{ path: ['preferences', index, 'populationTo'], reason: `${to} is less than populationFrom, ${from}.` }];
}

/** What belongs to a module has to belong to one of the project's own. */
function strayModules(content: Content): Problem[] {
  const known = new Set(listed(content['modules']).map(({ slug }) => slug));
  return ['participations', 'products'].flatMap((list) =>
    listed(content[list]).flatMap(({ module }, index) => {
      if (module === undefined || known.has(module)) return [];
      return [
        { path: [list, index, 'module'], reason: `"${module}" is none of the project's modules. Add it to them.` },
      ];
    }),
  );
}

function repeatedParticipations(content: Content): Problem[] {
  const keys = listed(content['participations']).map(({ role, office, organisation, module }) =>
    JSON.stringify([role, office, organisation, module]),
  );
  return keys.flatMap((key, index) => {
    if (keys.indexOf(key) === index) return [];
    return [{ path: ['participations', index], reason: 'The same role stands twice in this list. Leave one out.' }];
  });
}

function repeatedIn(list: unknown, property: string, at: Path): Problem[] {
  const seen = new Set<unknown>();
  return listed(list).flatMap((item, index) => {
    const value = item[property];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ path: [...at, index, property], reason: `"${value}" stands twice in this list. Leave one of them out.` }];
  });
}
