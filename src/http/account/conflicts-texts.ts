/** What the page of conflicts says. */
import type { EditorialTarget } from '#platform/editorial/model.ts';
import type { Language } from '#portal/language.ts';

const polish = {
  title: 'Rozbieżności ze źródłami',
  lead: 'Źródło podaje co innego niż redakcja. Do rozstrzygnięcia obowiązuje wartość redakcji.',
  about: 'Dotyczy',
  ours: 'Wartość redakcji',
  theirs: 'Wartość źródła',
  keep: 'Zachowaj wartość redakcji',
  take: 'Przyjmij wartość źródła',
  notPossible: 'Nie można: ktoś już to rozstrzygnął albo źródło podaje już co innego.',
  targets: {
    OFFICE: 'urząd',
    PROJECT: 'projekt',
    PRACTICE: 'praktyka',
    ADOPTION: 'wdrożenie',
    CALL: 'nabór',
    EVENT: 'wydarzenie',
    LIVING_LAB: 'żywe laboratorium',
    METRIC: 'wskaźnik',
    OBSERVATION: 'obserwacja',
  } satisfies Record<EditorialTarget, string>,
};

const english: typeof polish = {
  title: 'Conflicts with sources',
  lead: 'The source states another value than the editors. Until it is resolved, the value of the editors holds.',
  about: 'About',
  ours: 'Value of the editors',
  theirs: 'Value of the source',
  keep: 'Keep the value of the editors',
  take: 'Take the value of the source',
  notPossible: 'Not possible: somebody has resolved it already, or the source states another value by now.',
  targets: {
    OFFICE: 'office',
    PROJECT: 'project',
    PRACTICE: 'practice',
    ADOPTION: 'adoption',
    CALL: 'call',
    EVENT: 'event',
    LIVING_LAB: 'living lab',
    METRIC: 'metric',
    OBSERVATION: 'observation',
  },
};

export const conflictTexts: Readonly<Record<Language, typeof polish>> = { pl: polish, en: english };
