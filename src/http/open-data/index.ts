/** What the hub offers beside its API. */
import type { OpenData } from '#exports/open-data.ts';
import type { Route } from '../router.ts';
import { changesRoute } from './changes.ts';

export function openDataRoutes(data: OpenData): Route[] {
  return [changesRoute(data)];
}
