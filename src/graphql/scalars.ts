import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { DateTimeResolver, LocalDateResolver } from 'graphql-scalars';
import { dayOf } from '#platform/days.ts';
import { builder } from './builder.ts';

const localDate = LocalDateResolver.toConfig();

builder.addScalarType(
  'Date',
  new GraphQLScalarType({
    ...localDate,
    name: 'Date',
    parseValue: (value) => dayOfCalendar(localDate.parseValue(value)),
    // One parameter: of a scalar that takes variables, too, graphql-jit complains on stderr.
    parseLiteral: (node) => dayOfCalendar(localDate.parseLiteral(node, null)),
    // Days that are given out come from the database, where they are days: to check each again is a tenth of a long list.
    serialize: (day) => (day instanceof Date ? dayOf(day) : String(day)),
    description: 'A day of the Gregorian calendar as `2022-01-01` (RFC 3339 full-date), without a time zone.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  }),
);

/** No calendar but JavaScript's has a year 0, least of all PostgreSQL's. */
function dayOfCalendar(day: string): string {
  if (!day.startsWith('0000')) return day;
  throw new GraphQLError(`${day} is no day: the Gregorian calendar begins with the year 1.`);
}

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType({
    ...DateTimeResolver.toConfig(),
    description: 'A moment in UTC as `2026-01-31T12:00:00.000Z` (RFC 3339 date-time).',
  }),
);

builder.scalarType('GeoJSON', {
  description: 'A GeoJSON geometry (RFC 7946): Polygon or MultiPolygon, longitude before latitude, WGS 84, in degrees.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc7946',
  serialize: (geometry) => geometry,
  parseValue: () => {
    throw new TypeError('GeoJSON is only given out');
  },
});

builder.scalarType('JSON', {
  description: 'A JSON value, such as one row of a source with its cells by their headings.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node) => valueFromASTUntyped(node),
});

builder.scalarType('JsonStat', {
  description:
    'A JSON-stat 2.0 dataset (https://json-stat.org/full/): a JSON object with the dimensions metric, geo and time (of assessments criterion, validation and statistic).',
  specifiedByURL: 'https://json-stat.org/full/',
  serialize: (dataset) => dataset,
  parseValue: () => {
    throw new TypeError('JsonStat is only given out');
  },
});

/** The languages in which names are given. */
export const Language = builder.enumType('Language', {
  description: 'The language of a name.',
  values: {
    PL: { description: 'Polish.' },
    EN: { description: 'English; where there is no English name, the Polish one.' },
  } as const,
});
