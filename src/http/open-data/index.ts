/** What the hub offers beside its API: changes and downloads. */
import type { OpenData } from '#exports/open-data.ts';
import type { Route } from '../router.ts';
import { changesRoute } from './changes.ts';
import { downloadsRoute } from './downloads.ts';

export function openDataRoutes(data: OpenData): Route[] {
  return [changesRoute(data), downloadsRoute(data)];
}
