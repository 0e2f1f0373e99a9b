import { builder } from '#graphql/builder.ts';
import { directions } from '../answer/travel.ts';
import { flagNames, flags } from '../flags.ts';
import { levelNames } from '../levels.ts';
import { periodTypes } from '../period.ts';

export const MetricPolarity = builder.enumType('MetricPolarity', {
  description: 'Whether high or low values of a metric are better.',
  values: {
    HIGHER_IS_BETTER: { description: 'The higher the better: the highest value has rank 1.' },
    LOWER_IS_BETTER: { description: 'The lower the better: the lowest value has rank 1.' },
    NEUTRAL: { description: 'Neither; the highest value has rank 1.' },
  } as const,
});

export const MetricKind = builder.enumType('MetricKind', {
  description: 'What kind of number a metric is.',
  values: {
    COUNT: { description: 'A number of things or people.' },
    RATE: { description: 'A change or an intensity in time, such as a growth rate.' },
    RATIO: { description: 'One number by another: a share, per inhabitant.' },
    AMOUNT: { description: 'An amount of money.' },
    INDEX: { description: 'An index against a base.' },
    SCORE: { description: 'Points on a scale.' },
  } as const,
});

export const MetricReliability = builder.enumType('MetricReliability', {
  description: 'The reliability of the values of a publication.',
  values: {
    RELIABLE: { description: 'Reliable: no known problems.' },
    PROVISIONAL: { description: 'Provisional: values will be revised.' },
    FAULTY: {
      description: 'Faulty: some values are known to be wrong. They are only returned where the publication is named.',
    },
  } as const,
});

export const MetricAggregation = builder.enumType('MetricAggregation', {
  description: 'How values of units are aggregated to the value of their region.',
  values: {
    SUM: { description: 'The sum.' },
    WEIGHTED_MEAN: { description: 'The mean, weighted by another metric; see `weight`.' },
    NONE: { description: 'Not aggregated: only the published value of the region counts.' },
  } as const,
});

export const MetricCityLevels = builder.enumType('MetricCityLevels', {
  description: 'How a city with powiat rights, which is a gmina and a powiat at once, stands in a metric.',
  values: {
    ONE: { description: 'With one value at both levels, as population.' },
    TWO: { description: 'With one value as a gmina and another as a powiat, as shares in income tax.' },
  } as const,
});

const levelDescriptions: Readonly<Record<(typeof levelNames)[number], string>> = {
  COUNTRY: 'Poland.',
  MACROREGION: 'Macroregions (NUTS 1).',
  VOIVODESHIP: 'Voivodeships.',
  REGION: 'Regions (NUTS 2).',
  SUBREGION: 'Subregions (NUTS 3).',
  POWIAT: 'Powiats and cities with powiat rights.',
  GMINA: 'Gminas, cities with powiat rights among them.',
  PART: 'Towns and rural areas of urban-rural gminas.',
  AUXILIARY: 'Districts of Warsaw and delegatury.',
  OFFICE: 'Offices.',
  PROJECT: 'Projects.',
  PRACTICE: 'Practices.',
};

export const ObservationLevel = builder.enumType('ObservationLevel', {
  description:
    'At which level a source states a value. A city with powiat rights may have one value at GMINA and another at POWIAT.',
  values: Object.fromEntries(levelNames.map((name) => [name, { description: levelDescriptions[name] }])) as Record<
    (typeof levelNames)[number],
    { description: string }
  >,
});

export const ObservationFlag = builder.enumType('ObservationFlag', {
  description: 'The status of an observation; missing values have different flags, and none of them is zero.',
  values: Object.fromEntries(flagNames.map((name) => [name, { description: flags[name].meaning }])) as Record<
    (typeof flagNames)[number],
    { description: string }
  >,
});

const periodDescriptions: Readonly<Record<(typeof periodTypes)[number], string>> = {
  YEAR: 'A calendar year: `2019`.',
  HALF_YEAR: 'Half a year: `2019-H1`.',
  QUARTER: 'A quarter: `2019-Q1`.',
  MONTH: 'A month: `2019-03`.',
  SCHOOL_YEAR: 'A school year, September to August: `2019/2020`.',
};

export const PeriodType = builder.enumType('PeriodType', {
  description: 'What kind of period a value is of.',
  values: Object.fromEntries(periodTypes.map((name) => [name, { description: periodDescriptions[name] }])) as Record<
    (typeof periodTypes)[number],
    { description: string }
  >,
});

const directionDescriptions: Readonly<Record<(typeof directions)[number], string>> = {
  IMPROVING: 'The value went where the polarity of the metric says it is better.',
  WORSENING: 'The value went the other way.',
  STABLE: 'The value is the same.',
  RISING: 'The value of a neutral metric rose.',
  FALLING: 'The value of a neutral metric fell.',
};

export const TravelDirection = builder.enumType('TravelDirection', {
  description: 'Which way a value went over a span, judged by the polarity of the metric.',
  values: Object.fromEntries(directions.map((name) => [name, { description: directionDescriptions[name] }])) as Record<
    (typeof directions)[number],
    { description: string }
  >,
});
