/** The staged rows with what is planned for them. */
import { sql } from 'kysely';
import { staging } from './staged-tables.ts';

export const planned = staging.selectFrom('staged_plan as k').innerJoin('staged_project as s', 's.ord', 'k.ord');
export const winning = planned.where('k.wins', '=', true);

/** For rows without a day, which come first. */
export const noDay = sql<Date>`'0001-01-01'::date`;
