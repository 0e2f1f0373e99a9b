/** The pages for people; compiled when the hub starts. */
import { type Clock, dayInPoland } from '#platform/clock.ts';
import { type Operator, unknownOperator } from '#platform/operator.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { type Assets, buildAssets } from './assets.ts';
import type { Portal } from './portal.tsx';
import type { PublishedOperationFacts } from './published.ts';
import { compilePages } from './tsx-loader.ts';

export type { PageResponse, Portal } from './portal.tsx';
export type { FoundPage } from './routes.ts';

/** The same for every hub of the process, and esbuild takes a while. */
let assetsOfProcess: Promise<Assets> | undefined;
let pagesOfProcess: Promise<typeof import('./portal.tsx')> | undefined;

export interface PortalSettings {
  readonly starterStatus?: (() => StarterStatus | null) | undefined;
  readonly operator?: Operator | undefined;
  readonly clock?: Clock | undefined;
}

export async function openPortal(
  origin: string,
  operations: readonly PublishedOperationFacts[],
  settings: PortalSettings = {},
): Promise<Portal> {
  assetsOfProcess ??= buildAssets();
  pagesOfProcess ??= compilePages().then(() => import('./portal.tsx'));
  const [{ Portal }, assets] = await Promise.all([pagesOfProcess, assetsOfProcess]);
  const { starterStatus = () => null, operator = unknownOperator, clock = () => new Date() } = settings;
  return new Portal({ assets, origin, operations, starterStatus, operator, today: () => dayInPoland(clock()) });
}
