/** What the printed schema states of costs is what operations cost. */
import { readFileSync } from 'node:fs';
import {
  buildSchema as buildSchemaFromText,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { readPublishedOperations } from '#http/operations.ts';
import '#domains';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const operations = await readPublishedOperations(buildSchema());
const schema = buildSchemaFromText(readFileSync('schema/schema.graphql', 'utf8'));
const cost = schema.getDirective('cost');
const documented = readFileSync('docs/cost.md', 'utf8');

type Field = GraphQLField<unknown, unknown>;

interface Cost {
  readonly weight: number;
  readonly raisedBy?: readonly string[];
  readonly multipliedBy?: readonly string[];
  readonly assumedSize?: number;
}

const allFields = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) => Object.values((type as GraphQLObjectType).getFields()).map((field) => ({ type, field })));

function costOf({ astNode }: Field): Cost {
  return ((cost && astNode && getDirectiveValues(cost, astNode)) as Cost | undefined) ?? { weight: 1 };
}

describe('the printed schema', () => {
  test('says of every page by what it is multiplied', () => {
    const pages = allFields.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
    expect(pages.length).toBeGreaterThan(40);
    for (const { field } of pages) {
      expect([field.name, costOf(field)]).toEqual([
        field.name,
        expect.objectContaining({ multipliedBy: ['first', 'last'], assumedSize: 20 }),
      ]);
    }
  });

  test('has no cost in a description', () => {
    expect(allFields.filter(({ field }) => / Cost: /.test(field.description ?? ''))).toEqual([]);
  });

  test('and docs/cost.md name the same fields whose weight depends on arguments', () => {
    const stated = allFields.filter(({ field }) => costOf(field).raisedBy !== undefined);
    const rows = documented.match(/^\| `\w+\.\w+` \|/gm) ?? [];
    expect(rows.map((row) => row.slice(3, -3)).toSorted()).toEqual(
      stated.map(({ type, field }) => `${type.name}.${field.name}`).toSorted(),
    );
  });
});

/** By the rules of docs/cost.md; fields whose weight is raised have no part in it. */
class Reckoning {
  readonly #variables: Record<string, unknown>;
  readonly #document: DocumentNode;

  constructor(document: string, variables: Record<string, unknown>) {
    this.#document = parse(document);
    this.#variables = variables;
  }

  get total(): number {
    const operation = this.#document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    return this.#ofSet((operation as OperationDefinitionNode).selectionSet, 'Query');
  }

  #ofSet({ selections }: SelectionSetNode, typename: string): number {
    return selections.reduce((sum, selection) => sum + this.#ofSelection(selection, typename), 0);
  }

  #ofSelection(selection: SelectionNode, typename: string): number {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, typename);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return this.#ofSet(selection.selectionSet, selection.typeCondition?.name.value ?? typename);
    }
    const fragment = this.#document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    ) as FragmentDefinitionNode;
    return this.#ofSet(fragment.selectionSet, fragment.typeCondition.name.value);
  }

  #ofField(node: FieldNode, typename: string): number {
    const atTop = typename === 'Query' ? 50 : 0;
    const field = (schema.getType(typename) as GraphQLObjectType).getFields()[node.name.value];
    if (field === undefined) return atTop + 1;
    const { weight, assumedSize = 1, multipliedBy = [] } = costOf(field);
    const args = getArgumentValues(field, node, this.#variables);
    const sizes = multipliedBy.flatMap((name) => sizeOf(args[name]));
    const inner = node.selectionSet ? this.#ofSet(node.selectionSet, getNamedType(field.type).name) : 0;
    return (
      atTop + weight + inner * (sizes.length === 0 ? assumedSize : sizes.reduce((product, size) => product * size))
    );
  }
}

function sizeOf(value: unknown): number[] {
  if (value == null) return [];
  return [Array.isArray(value) ? value.length : Number(value)];
}

describe('costs what the schema states', () => {
  const plain = operations.filter(
    ({ document }) =>
      !/\b(problems|projects|projectStatistics|resolveTerritorialUnits)\(/.test(document) &&
      !/\boffices\(filter:/.test(document),
  );

  test.for(plain)('$name', async ({ document, example, variables }) => {
    const response = await hub.app.handler.fetch('http://hub.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables: example }),
    });
    const { extensions } = (await response.json()) as { extensions: { cost: { requested: number } } };
    const defaults = variables.flatMap(({ name, defaultValue }) =>
      defaultValue === null || !/^\d+$/.test(defaultValue) ? [] : [[name, Number(defaultValue)]],
    );
    expect(extensions.cost.requested).toBe(
      new Reckoning(document, { ...Object.fromEntries(defaults), ...example }).total,
    );
  });
});

test('one field under 25 aliases is a dashboard of 25 years', async () => {
  const years = Array.from({ length: 25 }, (_, index) => 2000 + index);
  const aliased = years.map((year) => `y${year}: search(text: "rok ${year}", first: 20) { totalCount }`);
  const answer = await hub.ask(`{ ${aliased.join(' ')} }`);
  expect(Object.keys(answer)).toEqual(years.map((year) => `y${year}`));
});

test.for([
  ['__typename', 'cost'],
  ['rateLimit { points }', 'documentTokens'],
])('a thousand aliases of %s are refused', async ([field, limit]) => {
  const aliased = Array.from({ length: 1_000 }, (_, index) => `a${index}: ${field}`);
  const { errors } = await hub.answer(`{ ${aliased.join(' ')} }`);
  expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_LARGE', limit } }]);
});
