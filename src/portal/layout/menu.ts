/** The lists and pages that menus lead to. */

export const menu = ['map', 'units', 'offices', 'projects', 'practices', 'calls', 'events', 'metrics', 'data'] as const;
export const footerMenu = [
  'compare',
  'livingLabs',
  'programmes',
  'assessments',
  'developers',
  'account',
  'subscriptions',
  'status',
  'about',
  'accessibility',
  'privacy',
] as const;
export const menuPaths: Readonly<Record<(typeof menu)[number] | (typeof footerMenu)[number], string>> = {
  map: '/map',
  units: '/units',
  offices: '/offices',
  projects: '/projects',
  practices: '/practices',
  calls: '/calls',
  events: '/events',
  metrics: '/metrics',
  data: '/data',
  compare: '/compare',
  livingLabs: '/living-labs',
  programmes: '/programmes',
  assessments: '/assessments',
  developers: '/developers',
  account: '/account',
  subscriptions: '/subscriptions',
  status: '/status',
  about: '/about',
  accessibility: '/accessibility',
  privacy: '/privacy',
};
