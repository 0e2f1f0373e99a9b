/** Only what a document asks for is read: each field must tell the same alone as with all others. */
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import '#domains';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 10_000_000 } });

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(40)) await hub.load('eu-projects', name, bytes, { asOf });
});

const schema = buildSchema();
/** What leads out of a project, or back. */
const elsewhere = new Set(['Source', 'Release', 'TerritorialUnit', 'Programme', 'Project', 'ProjectModule', 'Office']);

/** Every way from a type to a leaf, as a selection: `value { amount }`. */
function ways(type: GraphQLObjectType, depth = 0): string[] {
  return Object.values(type.getFields()).flatMap(({ name, type: of, args }) => {
    const target: GraphQLNamedType = getNamedType(of);
    if (args.some(isRequiredArgument)) return [];
    if (isScalarType(target) || isEnumType(target)) return [name];
    if (!isObjectType(target) || target.name.endsWith('Connection')) return [];
    if (elsewhere.has(target.name)) return [`${name} { __typename }`];
    if (depth === 2) return [];
    return ways(target, depth + 1).map((way) => `${name} { ${way} }`);
  });
}

const project = schema.getType('Project') as GraphQLObjectType;
const all = ways(project);

test.for(all)('%s', async (way) => {
  const alone = await hub.ask(`{ projects(first: 100) { nodes { ${way} } } }`);
  const together = await hub.ask(`{ projects(first: 100) { nodes { ${all.join(' ')} } } }`);
  expect(together).toMatchObject(alone as object);
  expect(JSON.stringify(alone)).not.toBe('{}');
});

test('there are many', () => {
  expect(all.length).toBeGreaterThan(50);
  expect(all).toContain('value { currency }');
  expect(all).toContain('places { confidence }');
});
