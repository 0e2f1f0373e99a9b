import { builder } from '#graphql/builder.ts';
import { OrderDirection } from '#graphql/ordering.ts';

const ProjectOrderFieldType = builder.enumType('ProjectOrderField', {
  description: 'What projects can be ordered by; projects without the value come first in ascending order.',
  values: {
    VALUE: { description: 'The total value as a number, whatever the currency; see the filter `currency`.' },
    EU_CONTRIBUTION: { description: "The European Union's contribution as a number, whatever the currency." },
    STARTED_ON: { description: 'The day on which it starts.' },
    ENDED_ON: { description: 'The day on which it ends.' },
    TITLE: { description: 'The title in Polish alphabetical order.' },
  } as const,
});

export const ProjectOrderInput = builder.inputType('ProjectOrder', {
  description: 'The order of projects; equal ones are ordered by id.',
  fields: (t) => ({
    field: t.field({ type: ProjectOrderFieldType, required: true, description: 'The field to order by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
  }),
});

export const orderArgument = 'The order; by default STARTED_ON descending.';
export const filterArgument = 'Filters the projects.';
