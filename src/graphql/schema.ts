/** The schema, once every domain has added its types. */
import './decimal.ts';
import './scalars.ts';
import './nodes.ts';
import './releases.ts';
import './release-lists.ts';
import './changes.ts';
import './exports.ts';
import './citations.ts';
import './rules.ts';
import './problems.ts';
import './search.ts';
import './enum-labels.ts';
import { type GraphQLSchema, specifiedDirectives } from 'graphql';
import { builder } from './builder.ts';
import { costDirective } from './print.ts';

let schema: GraphQLSchema | undefined;

/** Once for a thread. */
export function buildSchema(): GraphQLSchema {
  schema ??= builder.toSchema({ directives: [...specifiedDirectives, costDirective] });
  return schema;
}
