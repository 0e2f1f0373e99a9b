/** What documents describe a project, beside lists: its modules, who took part in them, its products and their ratings. */
import type { Currency, ListedProgramme, ParticipationRole, ProgrammingPeriod } from '../model.ts';

export interface ProjectFacts {
  /** Names the project among those that only documents describe; never changed. */
  readonly key: string;
  readonly period: ProgrammingPeriod;
  /** Where it is known, the project of that contract is meant, and its list states the rest. */
  readonly contractNumber?: string | null;
  readonly title: string;
  readonly titleEn?: string | null;
  readonly summary?: string | null;
  readonly summaryEn?: string | null;
  /** As lists write them: a code, a name or both, such as `5.1.1 Modernizacja systemów zarządzania`. */
  readonly programme?: Partial<ListedProgramme>;
  /** The letters of the programme, such as `POKL`. */
  readonly programmeCode?: string | null;
  readonly fund?: string | null;
  readonly currency?: Currency;
  /** Amounts are decimal text, days ISO. */
  readonly value?: string | null;
  readonly eligibleCost?: string | null;
  readonly publicSupport?: string | null;
  readonly euContribution?: string | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
  readonly places?: readonly { readonly unitId: string; readonly text: string }[];
  readonly modules?: readonly ModuleFacts[];
  readonly participations?: readonly ParticipationFacts[];
  readonly products?: readonly ProductFacts[];
}

export interface ModuleFacts {
  readonly name: string;
  readonly nameEn?: string | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
  readonly plannedParticipants?: number | null;
  readonly actualParticipants?: number | null;
}

/** An office of the hub by its id, or a name that is none. */
export interface ParticipationFacts {
  readonly role: ParticipationRole;
  readonly officeId?: string | null;
  readonly name: string;
  /** The number of the module, from 1. */
  readonly module?: number | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
}

export interface ProductFacts {
  readonly name: string;
  readonly nameEn?: string | null;
  readonly module?: number | null;
  readonly ratings?: readonly RatingFacts[];
}

export interface RatingFacts {
  readonly survey: string;
  readonly surveyEn?: string | null;
  readonly respondents: string;
  readonly respondentsEn?: string | null;
  readonly officeId?: string | null;
  readonly askedOn?: string | null;
  readonly rank?: number | null;
  readonly score?: string | null;
  readonly scoreMost?: string | null;
  readonly verdict?: string | null;
  readonly verdictEn?: string | null;
}
