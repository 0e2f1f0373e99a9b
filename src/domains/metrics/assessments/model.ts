/** Self-assessments of offices, what they set out to do after them, and their certificates. */

export const assessmentModels = ['CAF', 'EFQM', 'OTHER'] as const;
export type AssessmentModel = (typeof assessmentModels)[number];

export const actionStates = ['PLANNED', 'IN_PROGRESS', 'DONE', 'ABANDONED'] as const;
export type ActionState = (typeof actionStates)[number];

export interface Score {
  readonly criterion: string;
  /** 0–100 in CAF. */
  readonly score: number;
  readonly evidence: string | null;
}

interface FromSource {
  readonly id: string;
  readonly officeId: string;
  readonly sourceId: string;
  readonly changedIn: number;
}

export interface Assessment extends FromSource {
  readonly model: AssessmentModel;
  readonly edition: string;
  readonly assessedOn: string;
  /** Null where nobody said. */
  readonly externallyValidated: boolean | null;
  /** By criterion. */
  readonly scores: readonly Score[];
}

export interface ImprovementAction extends FromSource {
  readonly assessmentId: string | null;
  readonly criterion: string | null;
  readonly title: string;
  readonly state: ActionState;
  readonly dueOn: string | null;
}

export interface Certification extends FromSource {
  readonly standard: string;
  readonly body: string | null;
  readonly validFrom: string;
  /** The last day of its validity; null where it was not said. */
  readonly validTo: string | null;
}

export function assessmentId(model: AssessmentModel, edition: string, officeId: string, assessedOn: string): string {
  return [model, edition, officeId, assessedOn].join(':');
}
