import { listArgs, orderInput } from '#graphql/ordering.ts';
import { ProjectFilterInput } from './filter.ts';

const ProjectOrder = orderInput({
  typename: 'Project',
  things: 'projects',
  ties: 'by id',
  fields: {
    VALUE:
      'The total value as a number, whatever the currency; see the filter `currencies`. Projects without one come first in ascending order.',
    EU_CONTRIBUTION:
      "The European Union's contribution as a number, whatever the currency. Projects without one come first in ascending order.",
    STARTED_ON: 'The day on which it starts. Projects without one come first in ascending order.',
    ENDED_ON: 'The day on which it ends. Projects without one come first in ascending order.',
    TITLE: 'The title in Polish alphabetical order.',
  },
});

/** The arguments of every list of projects. */
export const projectListArgs = listArgs('projects', ProjectFilterInput, ProjectOrder, 'STARTED_ON descending');
