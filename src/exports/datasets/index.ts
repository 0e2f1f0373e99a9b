/** Every dataset that the hub offers for download. */
import type { Dataset } from './declare.ts';
import { editorialStatements, openCorrections } from './editorial.ts';
import { metrics, observations } from './metrics.ts';
import { assessmentScores, assessments, certifications, offices } from './offices.ts';
import { adoptions, calls, events, practiceOffices, practices, presentations } from './practices.ts';
import { organisations, participations, programmes, projectPlaces, projects } from './projects.ts';
import { boundaries, unitEvents, units, unitVersions } from './registry.ts';
import { problems, releases, sources } from './releases.ts';

export const datasets: readonly Dataset[] = [
  units,
  unitVersions,
  unitEvents,
  boundaries,
  offices,
  assessments,
  assessmentScores,
  certifications,
  projects,
  projectPlaces,
  participations,
  programmes,
  organisations,
  practices,
  practiceOffices,
  adoptions,
  calls,
  events,
  presentations,
  metrics,
  observations,
  editorialStatements,
  openCorrections,
  problems,
  releases,
  sources,
];

export type { ColumnType, Dataset } from './declare.ts';
