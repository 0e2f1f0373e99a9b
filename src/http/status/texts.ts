import type { MessageLanguage } from '#platform/errors.ts';
import type { MeasuredLevel } from './measured.ts';
import { objectives, shownDays } from './service-levels.ts';

export interface StatusTexts {
  readonly title: string;
  readonly lead: string;
  readonly nothing: string;
  readonly release: string;
  readonly releasedAt: string;
  readonly levels: string;
  readonly columns: readonly [level: string, objective: string, measured: string, isMet: string];
  readonly names: Readonly<Record<MeasuredLevel['name'], string>>;
  readonly met: string;
  readonly missed: string;
  readonly days: string;
  readonly dayColumns: readonly [day: string, requests: string, failed: string, slow: string, minutes: string];
  readonly data: string;
}

const { fastMs } = objectives;

export const statusTexts: Readonly<Record<MessageLanguage, StatusTexts>> = {
  pl: {
    title: 'Stan usługi',
    lead: `Jak węzeł działał w ostatnich ${shownDays} dniach, a jak powinien. Mierzy to sam węzeł, minuta po minucie; czego nie mógł zapisać, gdy nie działał, tego brakuje w minutach.`,
    nothing: 'Nic jeszcze nie zmierzono.',
    release: 'Udostępniane wydanie',
    releasedAt: 'Opublikowane',
    levels: 'Cele',
    columns: ['Cel', 'Założono', 'Zmierzono', 'Osiągnięty'],
    names: {
      answered: 'Żądania, na które węzeł odpowiedział bez błędu po swojej stronie (5xx)',
      fast: `Żądania, na które odpowiedział w ciągu ${fastMs} ms`,
      serving: 'Minuty, w których działał',
    },
    met: 'tak',
    missed: 'nie',
    days: 'Dni',
    dayColumns: ['Dzień', 'Żądania', 'Z błędem węzła', `Dłużej niż ${fastMs} ms`, 'Minuty działania'],
    data: 'Te dane jako JSON',
  },
  en: {
    title: 'Service status',
    lead: `How the hub worked in the last ${shownDays} days, and how it is meant to. The hub measures itself, minute by minute; what it could not write while it was away is missing from the minutes.`,
    nothing: 'Nothing was measured yet.',
    release: 'Release that is served',
    releasedAt: 'Published',
    levels: 'Objectives',
    columns: ['Objective', 'Target', 'Measured', 'Met'],
    names: {
      answered: 'Requests answered without a fault of the hub (5xx)',
      fast: `Requests answered within ${fastMs} ms`,
      serving: 'Minutes in which it served',
    },
    met: 'yes',
    missed: 'no',
    days: 'Days',
    dayColumns: ['Day', 'Requests', 'Faults of the hub', `Slower than ${fastMs} ms`, 'Minutes served'],
    data: 'These data as JSON',
  },
};
