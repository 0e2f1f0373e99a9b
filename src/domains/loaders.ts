/** The loaders of one attempt to answer one operation: each domain's are made when they are first used. */
import { amendmentLoaders, correctionLoaders } from '#corrections';
import type { Context, Loaders } from '#graphql/context.ts';
import { linkedLoaders } from '#graphql/lists/linked.ts';
import { releaseLoaders } from '#graphql/release-loaders.ts';
import { liveCallLoaders } from '#live-calls';
import { metricLoaders } from '#metrics';
import { officeLoaders } from '#offices';
import { practiceLoaders } from '#practices';
import { projectLoaders } from '#projects';
import { registryLoaders } from '#registry';
import { reviewLoaders } from '#reviews';
import { subscriptionLoaders } from '#subscriptions';

type Factories = { readonly [Domain in keyof Loaders]: (context: Context) => Loaders[Domain] };

const factories: Factories = {
  lists: linkedLoaders,
  releases: releaseLoaders,
  registry: registryLoaders,
  offices: officeLoaders,
  projects: projectLoaders,
  practices: practiceLoaders,
  metrics: metricLoaders,
  corrections: correctionLoaders,
  amendments: amendmentLoaders,
  liveCalls: liveCallLoaders,
  reviews: reviewLoaders,
  subscriptions: subscriptionLoaders,
};

/** Its getters stand on the prototype: most operations need the loaders of one domain or two. */
class DomainLoaders {
  readonly context: Context;
  readonly made: Record<string, unknown> = {};

  constructor(context: Context) {
    this.context = context;
  }
}

for (const [domain, create] of Object.entries(factories)) {
  Object.defineProperty(DomainLoaders.prototype, domain, {
    get(this: DomainLoaders) {
      this.made[domain] ??= create(this.context);
      return this.made[domain];
    },
  });
}

export function createLoaders(context: Context): Loaders {
  return new DomainLoaders(context) as unknown as Loaders;
}
