/** The schema, once every domain has added its types. */
import './scalars.ts';
import './releases.ts';
import './rules.ts';
import './problems.ts';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';

export function buildSchema(): GraphQLSchema {
  return builder.toSchema();
}
