/** How far a review is, of whatever it is. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import type { ReviewState } from '../model.ts';

export const ReviewStateEnum = builder.enumType('ReviewState', {
  description: 'How far a review is.',
  values: {
    ASSIGNED: { description: 'Assigned; the reviewer has not declared yet whether there is a conflict of interest.' },
    CONFLICT: { description: 'The reviewer declared a conflict of interest and does not review it.' },
    STARTED: { description: 'The reviewer may review it.' },
    COMPLETED: { description: 'Completed; it stays as it is.' },
  },
});

labelEnums({
  ReviewState: {
    ASSIGNED: ['przydzielona', 'Assigned'],
    CONFLICT: ['konflikt interesów', 'Conflict of interest'],
    STARTED: ['rozpoczęta', 'Started'],
    COMPLETED: ['ukończona', 'Completed'],
  } satisfies Record<ReviewState, readonly [string, string]>,
});
