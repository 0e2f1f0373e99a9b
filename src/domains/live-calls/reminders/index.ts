/** Reminders about calls: to offices whose draft is not submitted, and those of what is reviewed. */
import { type Reminder, remindersOf } from '#reviews';
import { reviewableSubmissions } from '../review/reviewable.ts';
import { takeDueApplication } from './applications.ts';

export const callReminders: readonly Reminder[] = [takeDueApplication, ...remindersOf(reviewableSubmissions)];
