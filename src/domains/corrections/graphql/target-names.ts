/** What kinds of entries are called, for the enums of those that can be corrected and that editors state something of. */
import type { EditorialTarget } from '#platform/editorial/model.ts';
import type { CorrectionTarget } from '../model.ts';

type Name = readonly [polish: string, english: string];

const names: Readonly<Record<CorrectionTarget | EditorialTarget, Name>> = {
  TERRITORIAL_UNIT: ['jednostka terytorialna', 'Territorial unit'],
  OFFICE: ['urząd', 'Office'],
  PROJECT: ['projekt', 'Project'],
  PRACTICE: ['praktyka', 'Practice'],
  ADOPTION: ['wdrożenie', 'Adoption'],
  CALL: ['nabór', 'Call'],
  EVENT: ['wydarzenie', 'Event'],
  LIVING_LAB: ['żywe laboratorium', 'Living lab'],
  METRIC: ['wskaźnik', 'Metric'],
  OBSERVATION: ['obserwacja', 'Observation'],
};

/** The labels and descriptions of an enum of some kinds, in their order. */
export function namesOf<Target extends keyof typeof names>(targets: readonly Target[]) {
  const byTarget = <T>(value: (name: Name) => T) =>
    Object.fromEntries(targets.map((target) => [target, value(names[target])])) as Record<Target, T>;
  return { labels: byTarget((name) => name), values: byTarget(([, english]) => ({ description: `${english}.` })) };
}
