/** Every source that `npm run import` knows. */

import { assessmentsImporter } from './assessments/import.ts';
import { bdlImporter } from './bdl/import.ts';
import { boundariesImporter } from './boundaries/import.ts';
import { euProjectsImporter } from './eu-projects/import.ts';
import type { Importer } from './import.ts';
import { jstOfficesImporter } from './jst-offices/import.ts';
import { metricsImporter } from './metrics/import.ts';
import { officesImporter } from './offices/import.ts';
import { practicesImporter } from './practices/import.ts';
import { redactionsImporter } from './redactions/import.ts';
import { terytImporter } from './teryt/import.ts';

export const importers: readonly Importer[] = [
  terytImporter,
  assessmentsImporter,
  bdlImporter,
  boundariesImporter,
  jstOfficesImporter,
  metricsImporter,
  officesImporter,
  euProjectsImporter,
  practicesImporter,
  redactionsImporter,
];
