/** What each scalar of the schema is in TypeScript; an unknown one stops the generation. */
export const documentedScalars = {
  Date: 'string',
  DateTime: 'string',
  Decimal: 'string',
  GeoJSON: 'Record<string, unknown>',
  JSON: 'unknown',
  JsonStat: 'Record<string, unknown>',
};
