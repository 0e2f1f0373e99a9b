/** The schema, once every domain has added its types. */
import './decimal.ts';
import './scalars.ts';
import './nodes.ts';
import './releases.ts';
import './rules.ts';
import './problems.ts';
import './search.ts';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { describeCosts } from './cost-descriptions.ts';

export function buildSchema(): GraphQLSchema {
  return describeCosts(builder.toSchema());
}
