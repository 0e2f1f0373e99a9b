/** What an office has to do with practices, calls, events and living labs. */
import { builder } from '#graphql/builder.ts';
import type { ListKind } from '#graphql/lists/links.ts';
import { Office } from '#offices';
import { adoptionsOf, callsOf, costBenefitsOf, eventsOf, livingLabsOf, practicesOf } from '../lists/links.ts';
import { Adoption, CostBenefit } from './adoption.ts';
import { Call } from './call.ts';
import { Event } from './event.ts';
import { linkedField, type Node } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { Practice } from './practice.ts';

builder.objectFields(Office, (t) => {
  const list = (type: Node, kind: ListKind, description: string) =>
    linkedField(t, type, kind, description, ({ id }: { id: string }) => [id]);
  return {
    practices: list(Practice, practicesOf.office, 'Practices in which it has a role, in Polish order of their titles.'),
    adoptions: list(
      Adoption,
      adoptionsOf.office,
      'Practices that it adopted, or that others adopted from it, the latest first.',
    ),
    costBenefits: list(
      CostBenefit,
      costBenefitsOf.office,
      'Costs and benefits of practices that it assessed, the latest first.',
    ),
    calls: list(
      Call,
      callsOf.office,
      'Calls that it holds or leads, or to which its application was accepted, the one that closes last first.',
    ),
    events: list(
      Event,
      eventsOf.office,
      'Events that it holds or leads, or at which it is named as showing something, the latest first.',
    ),
    livingLabs: list(LivingLab, livingLabsOf.office, 'Living labs that it leads, by title.'),
  };
});
