/** What the hub lacks for a while: its database, its files, or space for them. */
import { HttpProblem } from './problem.ts';

export function unavailableProblem(): HttpProblem {
  return new HttpProblem(
    503,
    'SERVICE_UNAVAILABLE',
    'The database of the hub cannot be reached at the moment.',
    'Ask again in a few seconds.',
    {
      headers: { 'retry-after': '5' },
      polish: 'Baza danych węzła jest chwilowo niedostępna. Zapytaj ponownie za kilka sekund.',
    },
  );
}

/** The folder or the bucket of files. */
export function storeProblem(): HttpProblem {
  return new HttpProblem(
    503,
    'SERVICE_UNAVAILABLE',
    'The files of the hub cannot be read or written at the moment.',
    'Ask again in a few seconds.',
    {
      headers: { 'retry-after': '5' },
      polish: 'Pliki węzła są chwilowo niedostępne. Zapytaj ponownie za kilka sekund.',
    },
  );
}

export function storageProblem(): HttpProblem {
  return new HttpProblem(
    503,
    'STORAGE_FULL',
    'The hub has no disk space left.',
    'Its operator can see this in the log; ask again later.',
    {
      headers: { 'retry-after': '300' },
      polish: 'W węźle brakuje miejsca na dysku. Operator widzi to w dzienniku; zapytaj ponownie później.',
    },
  );
}
