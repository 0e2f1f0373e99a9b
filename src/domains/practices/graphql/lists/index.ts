/** The arguments of lists by the type of their entries. */
import type { Context } from '#graphql/context.ts';
import { adoptionListArgs, readAdoptionArguments } from './adoptions.ts';
import type { ListArguments } from './arguments.ts';
import { callListArgs, readCallArguments } from './calls.ts';
import { citationListArgs, readCitationArguments } from './citations.ts';
import { costBenefitListArgs, readCostBenefitArguments } from './cost-benefits.ts';
import { eventListArgs, readEventArguments } from './events.ts';
import { livingLabListArgs, readLivingLabArguments } from './living-labs.ts';
import { practiceListArgs, readPracticeArguments } from './practices.ts';
import { presentationListArgs, readPresentationArguments, readSessionArguments, sessionListArgs } from './sessions.ts';
import { readSubmissionArguments, submissionListArgs } from './submissions.ts';

interface ListInput {
  readonly args: object;
  readonly read: (given: never, context: Context) => Promise<ListArguments>;
}

/** Undefined for types whose lists take no filter. */
export function listInputOf(typename: string): ListInput | undefined {
  return inputs[typename];
}

const inputs: Readonly<Record<string, ListInput>> = {
  Practice: { args: practiceListArgs, read: readPracticeArguments },
  Call: { args: callListArgs, read: readCallArguments },
  Event: { args: eventListArgs, read: readEventArguments },
  LivingLab: { args: livingLabListArgs, read: readLivingLabArguments },
  Citation: { args: citationListArgs, read: readCitationArguments },
  Session: { args: sessionListArgs, read: readSessionArguments },
  Adoption: { args: adoptionListArgs, read: readAdoptionArguments },
  CostBenefit: { args: costBenefitListArgs, read: readCostBenefitArguments },
  PracticeSubmission: { args: submissionListArgs, read: readSubmissionArguments },
  Presentation: { args: presentationListArgs, read: readPresentationArguments },
};
