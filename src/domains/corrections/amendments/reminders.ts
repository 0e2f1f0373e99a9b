/** Reminders about amendments: those of what is reviewed. */
import { type Reminder, remindersOf } from '#reviews';
import { reviewableAmendments } from './reviewable.ts';

export const amendmentReminders: readonly Reminder[] = remindersOf(reviewableAmendments);
