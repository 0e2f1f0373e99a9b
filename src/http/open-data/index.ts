/**
 * What the hub offers beside its API: the catalogue, changes, downloads, observations of metrics and feeds. What a server that is
 * lost meanwhile could not give is read from the next one: nothing has been sent before there is a response.
 */
import type { Catalogue } from '#exports/catalogue/index.ts';
import type { Quota } from '#graphql/context.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { readAgain } from '#platform/releases/servers.ts';
import { type AdmissionParts, admit } from '../admission.ts';
import type { HubRequest } from '../message.ts';
import { rateHeaders } from '../rate-limit.ts';
import type { PageRoutes, Route } from '../router.ts';
import { catalogueRoutes, type OpenDataRoute } from './catalogue.ts';
import { changesRoute, type ReadAgain } from './changes.ts';
import { downloadsRoute } from './downloads.ts';
import { metricFilesRoute } from './metric-files.ts';
import { type SiteParts, siteRoutes } from './site.ts';

export interface OpenDataParts extends SiteParts {
  readonly catalogue: Catalogue;
  readonly pages: PageRoutes;
  readonly current: CurrentRelease;
}

/** As for operations. */
const attempts = 3;

export function openDataRoutes(parts: OpenDataParts, admission: AdmissionParts): Route[] {
  const { data, catalogue, pages, current } = parts;
  const again: ReadAgain = (read) => readAgain(current, attempts, read);
  const reading = <R extends Route>(route: R): R => ({
    ...route,
    answer: (request: HubRequest) => again(async () => route.answer(request)),
  });
  const limited: OpenDataRoute[] = [
    changesRoute(data, again),
    downloadsRoute(data, catalogue),
    metricFilesRoute(data),
    ...catalogueRoutes(catalogue, pages),
  ];
  return [...limited.map((route) => takingAPoint(reading(route), admission)), ...siteRoutes(parts).map(reading)];
}

/** Each request takes a point, as those of the API do; a page takes its own. */
function takingAPoint(route: OpenDataRoute, admission: AdmissionParts): Route {
  return {
    ...route,
    async answer(request) {
      const page = route.page?.(request);
      if (page !== undefined) return page;
      let quota: Quota | null = null;
      await admit(admission, request, (left) => {
        quota = left;
      });
      const response = await route.answer(request);
      return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
    },
  };
}
