/** What the hub offers beside its API: changes, downloads and observations of metrics. */
import type { OpenData } from '#exports/open-data.ts';
import type { Quota } from '#graphql/context.ts';
import { type AdmissionParts, admit } from '../admission.ts';
import { rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { changesRoute } from './changes.ts';
import { downloadsRoute } from './downloads.ts';
import { metricFilesRoute } from './metric-files.ts';

/** Each request takes a point, as those of the API do. */
export function openDataRoutes(data: OpenData, admission: AdmissionParts): Route[] {
  return [changesRoute(data), downloadsRoute(data), metricFilesRoute(data)].map((route) => ({
    ...route,
    async answer(request) {
      let quota: Quota | null = null;
      await admit(admission, request, (left) => {
        quota = left;
      });
      const response = await route.answer(request);
      return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
    },
  }));
}
