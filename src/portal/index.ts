/** The pages for people; compiled when the hub starts. */
import './tsx-loader.ts';
import { buildAssets } from './assets.ts';
import type { Portal } from './portal.tsx';

import type { PublishedOperationFacts } from './published.ts';

export type { Operation, OperationResult } from './page.ts';
export type { PageResponse, Portal } from './portal.tsx';

export async function openPortal(origin: string, operations: readonly PublishedOperationFacts[]): Promise<Portal> {
  const [{ Portal }, assets] = await Promise.all([import('./portal.tsx'), buildAssets()]);
  return new Portal({ assets, origin, operations });
}
