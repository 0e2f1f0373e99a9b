/** A publication of a metric. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { facetKey, parseFacetKey } from '../ids.ts';
import { metricReference } from '../reference-cache.ts';
import { isFaulty } from '../reference-data.ts';
import { MetricReliability } from './enums.ts';
import { shownOnMetric } from './shown-at.ts';

export const MetricFacet = builder.prismaNode('MetricFacet', {
  description: 'A publication that states the values of a metric. The same number from two publications is two facets.',
  select: { id: true, metricId: true, code: true },
  id: {
    resolve: ({ id }, { release }) => facetKey(release.get(metricReference), id),
    description: 'Global id; made from the codes of the metric and the publication.',
  },
  findUnique: (id, { release }) => ({ id: parseFacetKey(release.get(metricReference), id)?.id ?? 0 }),
  extensions: {
    nodesByIds: (keys: readonly string[], { release }: Context) =>
      keys.map((key) => parseFacetKey(release.get(metricReference), key) ?? null),
  },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the metric, for the argument `facet`.' }),
    name: t.exposeString('name', { description: 'The name of the publication.' }),
    publisher: t.exposeString('publisher', { description: 'The publisher.' }),
    url: t.string(shownOnMetric),
    publicationUrl: t.exposeString('url', { description: 'The address of the publication; empty when unknown.' }),
    licence: t.exposeString('licence', { description: 'The terms under which it may be used again.' }),
    reliability: t.expose('reliability', {
      type: MetricReliability,
      description: 'The reliability of its values.',
    }),
    caveat: t.exposeString('caveat', {
      nullable: true,
      description: 'A caveat for readers of its values; null when there is none.',
    }),
    isDefault: t.boolean({
      description: 'Whether fields without `facet` use it first. A faulty one is never used so.',
      select: { reliability: true },
      resolve: ({ id, metricId, reliability }, _args, { release }) => {
        const referenceData = release.get(metricReference);
        const metric = referenceData.metricById(metricId);
        return metric !== undefined && !isFaulty({ reliability }) && referenceData.facets(metric)[0]?.id === id;
      },
    }),
  }),
});
