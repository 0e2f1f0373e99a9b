/** The loaders of one attempt to answer one operation: each domain's are made when they are first used. */
import { correctionLoaders } from '#corrections';
import type { Context, Loaders } from '#graphql/context.ts';
import { linkedLoaders } from '#graphql/lists/linked.ts';
import { releaseLoaders } from '#graphql/release-loaders.ts';
import { metricLoaders } from '#metrics';
import { officeLoaders } from '#offices';
import { practiceLoaders } from '#practices';
import { projectLoaders } from '#projects';
import { registryLoaders } from '#registry';

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
};

export function createLoaders(context: Context): Loaders {
  const loaders = {} as Loaders;
  for (const [domain, create] of Object.entries(factories)) {
    let created: unknown;
    Object.defineProperty(loaders, domain, { get: () => (created ??= create(context)) });
  }
  return loaders;
}
