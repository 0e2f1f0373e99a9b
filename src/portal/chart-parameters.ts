/** Parameters of the address of a chart that a page, an iframe or a web component passes on under the same names. */
export const chartParameters = [
  'unit',
  'view',
  'period',
  'from',
  'to',
  'level',
  'peers',
  'within',
  'facet',
  'release',
  'lang',
  'theme',
];
