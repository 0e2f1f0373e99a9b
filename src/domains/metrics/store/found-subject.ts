/** The subject that a code was found to name, or why none was. */
import type { Level } from '../levels.ts';
import type { SubjectType } from '../model.ts';

export interface FoundSubject {
  readonly type: SubjectType;
  readonly key: string;
  readonly level: Level;
}

export interface NotFound {
  readonly reason: string;
}
