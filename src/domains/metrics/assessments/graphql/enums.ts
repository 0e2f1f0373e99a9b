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
  description: 'How far an action has come.',
  values: {
    PLANNED: { description: 'Not begun.' },
    IN_PROGRESS: { description: 'Begun.' },
    DONE: { description: 'Ended as meant.' },
    ABANDONED: { description: 'Given up.' },
  } as const,
});
