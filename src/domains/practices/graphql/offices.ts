/** What an office has to do with practices, calls, events and living labs. */
import { builder } from '#graphql/builder.ts';
import { Office } from '#offices';
import { Adoption, Call, CostBenefit, Event, entriesField, LivingLab, Practice } from './entries.ts';

builder.objectFields(Office, (t) => ({
  practices: entriesField(
    t,
    Practice,
    'PRACTICE',
    'Practices in which it has a role, in Polish order of their titles.',
    ({ id }, all) => all.leadingTo('PRACTICE', 'OFFICE', id),
  ),
  adoptions: entriesField(
    t,
    Adoption,
    'ADOPTION',
    'Practices that it took over, or that others took over from it, the latest first.',
    ({ id }, all) => all.leadingTo('ADOPTION', 'OFFICE', id),
  ),
  costBenefits: entriesField(
    t,
    CostBenefit,
    'COST_BENEFIT',
    'Costs and benefits of practices that it assessed, the latest first.',
    ({ id }, all) => all.leadingTo('COST_BENEFIT', 'OFFICE', id),
  ),
  calls: entriesField(
    t,
    Call,
    'CALL',
    'Calls that it holds or leads, or whose applicant it was and was taken, the one that closes last first.',
    ({ id }, all) => all.leadingTo('CALL', 'OFFICE', id),
  ),
  events: entriesField(
    t,
    Event,
    'EVENT',
    'Events that it holds or leads, or at which it is named as showing something, the latest first.',
    ({ id }, all) => all.leadingTo('EVENT', 'OFFICE', id),
  ),
  livingLabs: entriesField(t, LivingLab, 'LIVING_LAB', 'Living labs that it leads, by title.', ({ id }, all) =>
    all.leadingTo('LIVING_LAB', 'OFFICE', id),
  ),
}));
