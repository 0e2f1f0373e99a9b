import type { Held } from '#platform/releases/current.ts';
import type { Assessment, Certification, ImprovementAction } from './model.ts';
import { type AssessmentRows, readAssessments } from './store.ts';

export class AssessmentArchive {
  readonly rows: AssessmentRows;
  readonly #byId: ReadonlyMap<string, Assessment>;

  constructor(rows: AssessmentRows) {
    this.rows = rows;
    this.#byId = new Map(rows.assessments.map((assessment) => [assessment.id, assessment]));
  }

  assessment(id: string): Assessment | undefined {
    return this.#byId.get(id);
  }

  /** The newest first. */
  assessmentsOf(officeId: string): Assessment[] {
    return this.rows.assessments.filter((assessment) => assessment.officeId === officeId);
  }

  actionsOf(officeId: string): ImprovementAction[] {
    return this.rows.actions.filter((action) => action.officeId === officeId);
  }

  certificationsOf(officeId: string): Certification[] {
    return this.rows.certifications.filter((certification) => certification.officeId === officeId);
  }
}

export const heldAssessments: Held<AssessmentArchive> = {
  name: 'The archive of assessments',
  load: async (client) => new AssessmentArchive(await readAssessments(client)),
};
