import { builder } from '#graphql/builder.ts';

export const PracticeStage = builder.enumType('PracticeStage', {
  description: 'The stage of a practice.',
  values: {
    IDEA: { description: 'An idea: nothing has been done yet.' },
    IN_PREPARATION: { description: 'It is being prepared or tried out.' },
    IMPLEMENTED: { description: 'It is in use, or was in use to its planned end.' },
    ABANDONED: { description: 'Abandoned.' },
  } as const,
});

export const InnovationType = builder.enumType('InnovationType', {
  description: 'The kind of innovation, by the classification that is common for the public sector.',
  values: {
    SERVICE: { description: 'A new or much improved service.' },
    PROCESS: { description: 'A new way of doing the work.' },
    ORGANISATIONAL: { description: 'A new way of organising work, people or cooperation.' },
    COMMUNICATION: { description: 'A new way of reaching people.' },
    POLICY: { description: 'A new public policy or an instrument of one.' },
  } as const,
});

export const PracticeRole = builder.enumType('PracticeRole', {
  description: 'What an office has to do with a practice.',
  values: {
    OWNER: { description: 'The practice is its own.' },
    PARTNER: { description: 'It takes part in the practice.' },
    SUBMITTER: { description: 'It submitted the practice to a call.' },
    FUNDER: { description: 'It pays for the practice.' },
  } as const,
});

export const OrganiserRole = builder.enumType('OrganiserRole', {
  description: 'What an office or organisation has to do with a call, an event or a living lab.',
  values: {
    ORGANISER: { description: 'Organiser.' },
    CO_ORGANISER: { description: 'Co-organiser.' },
    LEADER: { description: 'Leader of the project that it belongs to.' },
    PATRON: { description: 'Patron.' },
  } as const,
});

export const AdmissionRole = builder.enumType('AdmissionRole', {
  description: 'The outcome of an application to a call.',
  values: {
    ADMITTED: { description: 'Accepted.' },
    RESERVE: { description: 'On the reserve list.' },
  } as const,
});

export const SubmissionOutcome = builder.enumType('SubmissionOutcome', {
  description: 'What became of a practice that was submitted to a call.',
  values: {
    SUBMITTED: { description: 'It was submitted; nothing more is known.' },
    SELECTED: { description: 'It was selected.' },
    RESERVE: { description: 'On the reserve list.' },
    NOT_SELECTED: { description: 'It was not selected.' },
  } as const,
});

export const MaterialType = builder.enumType('MaterialType', {
  description: 'The kind of a material.',
  values: {
    SLIDES: { description: 'Slides of a presentation.' },
    RECORDING: { description: 'A sound or video recording.' },
    DOCUMENT: { description: 'A document.' },
  } as const,
});

export const CallKind = builder.enumType('CallKind', {
  description: 'What a call asks for.',
  values: {
    PRACTICES: { description: 'Practices, to be shown or awarded.' },
    LIVING_LAB_PARTICIPANTS: { description: 'Participants of a living lab.' },
  } as const,
});

export const AdmissionOrder = builder.enumType('AdmissionOrder', {
  description: 'How applications are selected.',
  values: {
    FIRST_COME: { description: 'First come, first served: in the order in which valid applications arrive.' },
    REVIEW: { description: 'By review.' },
  } as const,
});

export const EventKind = builder.enumType('EventKind', {
  description: 'The kind of an event.',
  values: {
    CONFERENCE: { description: 'A conference.' },
    SEMINAR: { description: 'A seminar.' },
    WORKSHOP: { description: 'A workshop.' },
    OTHER: { description: 'Another kind of event.' },
  } as const,
});

export const CountedThing = builder.enumType('CountedThing', {
  description: 'What a number counts.',
  values: {
    PRACTICES: { description: 'Practices.' },
    SESSIONS: { description: 'Sessions of an event.' },
    UNITS: { description: 'Units of territorial self-government.' },
    OFFICES: { description: 'Offices.' },
    PARTICIPANTS: { description: 'People taking part.' },
  } as const,
});
