import { builder } from '#graphql/builder.ts';

export const AssessmentModel = builder.enumType('AssessmentModel', {
  description: 'The model by which an office assessed itself.',
  values: {
    CAF: { description: 'Common Assessment Framework; editions 2002, 2006, 2013, 2020.' },
    EFQM: { description: 'EFQM excellence model.' },
    OTHER: { description: 'Another model; its name stands in the edition.' },
  } as const,
});

export const ImprovementActionState = builder.enumType('ImprovementActionState', {
  description: 'The status of an improvement action.',
  values: {
    PLANNED: { description: 'Not started.' },
    IN_PROGRESS: { description: 'In progress.' },
    DONE: { description: 'Completed.' },
    ABANDONED: { description: 'Abandoned.' },
  } as const,
});
