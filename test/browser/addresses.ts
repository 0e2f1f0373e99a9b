/** The pages that the tests open. */
export const paths = [
  '/',
  '/search',
  '/search?q=dzierzoniow',
  '/search?q=innowacji&type=LIVING_LAB',
  '/map',
  '/map?metric=population&period=2019&level=GMINA',
  '/units',
  '/units/02',
  '/units/0202021',
  '/units/1465011?asOf=2023-01-01',
  '/units/020202',
  '/offices',
  '/offices/kwp-katowice',
  '/projects',
  '/projects/9b5ac26ead1b394ad7694054',
  '/programmes',
  '/practices',
  '/practices/dzierzoniow-quality-programme',
  '/calls',
  '/calls/living-lab-2013-call',
  '/events',
  '/events/polska-konferencja-jakosci-2017',
  '/living-labs',
  '/living-labs/laboratorium-innowacji-jst-2013',
  '/metrics',
  '/metrics/population',
  '/compare',
  '/compare?units=0202021,1261011&metrics=population',
  '/assessments',
  '/data',
  '/data/load',
  '/releases/1',
  '/developers',
  '/about',
  '/accessibility',
  '/privacy',
  '/nothing-here',
] as const;

export function statusOf(path: (typeof paths)[number]): number {
  return path === '/nothing-here' ? 404 : 200;
}

export const languages = ['', '/en'] as const;
export type Prefix = (typeof languages)[number];

export function addressIn(language: Prefix, path: string): string {
  return path === '/' && language !== '' ? language : `${language}${path}`;
}
