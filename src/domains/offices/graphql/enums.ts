import { builder } from '#graphql/builder.ts';

export const OfficeKind = builder.enumType('OfficeKind', {
  description: 'What kind of office it is.',
  values: {
    MINISTRY: { description: 'A ministry, or the Chancellery of the Prime Minister.' },
    CENTRAL_OFFICE: { description: 'A central office of the government administration (urząd centralny).' },
    VOIVODESHIP_OFFICE: { description: 'The office of a voivode (urząd wojewódzki), government administration.' },
    MARSHALS_OFFICE: { description: 'The office of a self-governing voivodeship (urząd marszałkowski).' },
    POWIAT_OFFICE: { description: 'The office of a powiat (starostwo powiatowe).' },
    CITY_OR_GMINA_OFFICE: {
      description: 'The office of a city, town or gmina, cities with powiat rights and districts of Warsaw included.',
    },
    POLICE_COMMAND: { description: 'A command of the Police, at any level.' },
    INSPECTORATE: { description: 'An inspectorate (inspekcja), at any level.' },
    INSTITUTE: { description: 'An institute of the state or of science.' },
    OTHER: { description: 'Any other office or public institution.' },
  } as const,
});

export const OfficeTier = builder.enumType('OfficeTier', {
  description: 'Which administration an office belongs to.',
  values: {
    GOVERNMENT: { description: 'Government administration (administracja rządowa).' },
    SELF_GOVERNMENT: { description: 'Self-government (administracja samorządowa).' },
  } as const,
});

export const OfficeStatus = builder.enumType('OfficeStatus', {
  description: 'The status of an office.',
  values: {
    ACTIVE: { description: 'Active: the newest list that could name it does.' },
    WITHDRAWN: { description: 'Withdrawn: a list states that it ended, or a newer complete list leaves it out.' },
  } as const,
});

export const OfficeNameType = builder.enumType('OfficeNameType', {
  description: 'What kind of name it is.',
  values: {
    OFFICIAL: { description: 'The official name, as lists write it.' },
    SHORT: { description: 'A short form.' },
    FORMER: { description: 'A name that it bore before.' },
  } as const,
});
