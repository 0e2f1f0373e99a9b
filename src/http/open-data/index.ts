/** What the hub offers beside its API: the catalogue, changes, downloads, observations of metrics and feeds. */
import type { Catalogue } from '#exports/catalogue/index.ts';
import type { Quota } from '#graphql/context.ts';
import { type AdmissionParts, admit } from '../admission.ts';
import { rateHeaders } from '../rate-limit.ts';
import type { PageRoutes, Route } from '../router.ts';
import { catalogueRoutes } from './catalogue.ts';
import { changesRoute } from './changes.ts';
import { downloadsRoute } from './downloads.ts';
import { metricFilesRoute } from './metric-files.ts';
import { type SiteParts, siteRoutes } from './site.ts';

export interface OpenDataParts extends SiteParts {
  readonly catalogue: Catalogue;
  readonly pages: PageRoutes;
}

export function openDataRoutes(parts: OpenDataParts, admission: AdmissionParts): Route[] {
  const { data, catalogue, pages } = parts;
  const limited = [
    changesRoute(data),
    downloadsRoute(data, catalogue),
    metricFilesRoute(data),
    ...catalogueRoutes(catalogue, pages),
  ];
  return [...limited.map((route) => takingAPoint(route, admission)), ...siteRoutes(parts)];
}

/** Each request takes a point, as those of the API do. */
function takingAPoint(route: Route, admission: AdmissionParts): Route {
  return {
    ...route,
    async answer(request) {
      let quota: Quota | null = null;
      await admit(admission, request, (left) => {
        quota = left;
      });
      const response = await route.answer(request);
      return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
    },
  };
}
