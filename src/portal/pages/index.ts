/** Every page of the hub. */
import type { Page } from '../page.ts';
import type { PublishedOperationFacts } from '../published.ts';
import { assessmentsPage } from './assessments.tsx';
import { callPage } from './call.tsx';
import { callsPage } from './calls.tsx';
import { comparePage } from './compare.tsx';
import { dataPage } from './data.tsx';
import { datasetPage } from './dataset.tsx';
import { developersPage } from './developers.tsx';
import { eventPage } from './event.tsx';
import { eventsPage } from './events.tsx';
import { homePage } from './home.tsx';
import { livingLabPage, livingLabsPage } from './living-labs.tsx';
import { loadPage } from './load.tsx';
import { mapPage } from './map.tsx';
import { metricPage } from './metric.tsx';
import { metricsPage } from './metrics.tsx';
import { officePage } from './office.tsx';
import { officesPage } from './offices.tsx';
import { practicePage } from './practice.tsx';
import { practicesPage } from './practices.tsx';
import { programmePage, programmesPage } from './programmes.tsx';
import { projectPage } from './project.tsx';
import { projectsPage } from './projects.tsx';
import { releasePage } from './release.tsx';
import { searchPage } from './search.tsx';
import { aboutPage, accessibilityPage, privacyPage } from './texts.tsx';
import { unitPage } from './unit.tsx';
import { unitCandidatesPage } from './unit-candidates.tsx';
import { unitsPage } from './units.tsx';
import { acceptingUnitNames } from './within.tsx';

export function pagesOf(operations: readonly PublishedOperationFacts[]): readonly Page[] {
  return [
    homePage,
    searchPage,
    acceptingUnitNames(mapPage),
    acceptingUnitNames(unitsPage),
    unitPage,
    unitCandidatesPage,
    acceptingUnitNames(officesPage),
    officePage,
    acceptingUnitNames(projectsPage),
    projectPage,
    programmesPage,
    programmePage,
    acceptingUnitNames(practicesPage),
    practicePage,
    callsPage,
    callPage,
    acceptingUnitNames(eventsPage),
    eventPage,
    acceptingUnitNames(livingLabsPage),
    livingLabPage,
    metricsPage,
    metricPage,
    comparePage,
    assessmentsPage,
    dataPage,
    loadPage,
    releasePage,
    datasetPage,
    developersPage(operations),
    aboutPage,
    accessibilityPage,
    privacyPage,
  ];
}
