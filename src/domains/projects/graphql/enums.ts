import { builder } from '#graphql/builder.ts';

export const ProgrammingPeriod = builder.enumType('ProgrammingPeriod', {
  description:
    'A programming period of the European Union. Its values begin with `P` because a name of GraphQL cannot begin with a digit.',
  values: {
    P2007_2013: { description: '2007-2013.' },
    P2014_2020: { description: '2014-2020.' },
    P2021_2027: { description: '2021-2027.' },
  } as const,
});

export const ProgrammeLevel = builder.enumType('ProgrammeLevel', {
  description: 'A level of the programme tree.',
  values: {
    PERIOD: { description: 'A programming period: the root of a tree.' },
    PROGRAMME: { description: 'A programme (program operacyjny).' },
    PRIORITY: { description: 'A priority or priority axis (priorytet, oś priorytetowa).' },
    MEASURE: { description: 'A measure (działanie).' },
    SUBMEASURE: { description: 'A sub-measure (poddziałanie).' },
  } as const,
});

export const ProjectList = builder.enumType('ProjectList', {
  description: 'A list of projects.',
  values: {
    KSI_SIMIK: { description: 'The national list of 2007-2013, from the system KSI SIMIK 07-13.' },
    SL2014: { description: 'The national list of 2014-2020, from the system SL2014.' },
    CST2021: { description: 'The national list of 2021-2027, from the system CST2021.' },
    KOHESIO: { description: "The European Commission's Kohesio, made of the national lists." },
    GRANTS_MAP: { description: 'The map of grants (Mapa dotacji UE), without contract numbers and days.' },
    DOCUMENT: { description: 'A document, where no list has the project.' },
  } as const,
});

export const ProjectPlaceKind = builder.enumType('ProjectPlaceKind', {
  description: 'What a location of a project is.',
  values: {
    UNIT: { description: 'A territorial unit.' },
    WHOLE_COUNTRY: { description: 'The whole of Poland.' },
    TEXT: { description: 'A text that was joined to no unit: a foreign region, a cell that was cut, an unclear name.' },
  } as const,
});

export const ParticipationRole = builder.enumType('ParticipationRole', {
  description: 'In what role someone takes part in a project.',
  values: {
    LEADER: { description: 'The leader of a partnership.' },
    BENEFICIARY: { description: 'The beneficiary: the party to the contract, who receives the money.' },
    PARTNER: { description: 'A partner of the beneficiary. No national list names partners.' },
    PARTICIPANT: { description: 'A participant in what the project offers.' },
    REFERENCE_MODEL: { description: 'The model that the project follows.' },
  } as const,
});

export const BeneficiaryKind = builder.enumType('BeneficiaryKind', {
  description: 'The kind of a participant.',
  values: {
    GOVERNMENT: { description: "An office of the government's administration." },
    SELF_GOVERNMENT: { description: 'An office of local or regional self-government.' },
    ORGANISATION: { description: 'Anyone else: companies, associations, universities, and offices not joined.' },
    REDACTED: { description: 'A natural person whose name is not shown.' },
  } as const,
});
