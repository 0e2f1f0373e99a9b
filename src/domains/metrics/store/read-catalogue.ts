import type { ClientBase } from 'pg';
import { type CatalogueRows, type Metric, MetricCatalogue } from '../catalogue.ts';
import type { DimensionDefinition, DimensionValue } from '../model.ts';

const selectMetrics = `
  SELECT id, code, name_pl AS "namePl", name_en AS "nameEn", definition_pl AS "definitionPl",
         definition_en AS "definitionEn", unit_pl AS "unitPl", unit_en AS "unitEn", multiplier, decimals, polarity, kind,
         aggregation, weight, city_levels AS "cityLevels", topic, method, formula, changed_in AS "changedIn"
  FROM metric ORDER BY code COLLATE "C"`;

const selectDimensions = `
  SELECT metric_id AS "metricId", code, name_pl AS "namePl", name_en AS "nameEn"
  FROM metric_dimension ORDER BY metric_id, ordinal, code COLLATE "C"`;

const selectValues = `
  SELECT metric_id AS "metricId", dimension, code, name_pl AS "namePl", name_en AS "nameEn"
  FROM metric_dimension_value ORDER BY metric_id, dimension COLLATE "C", code COLLATE "C"`;

const selectFacets = `
  SELECT id, metric_id AS "metricId", code, name, publisher, url, licence, rank, reliability, caveat
  FROM metric_facet ORDER BY id`;

/** The total has a key of its own, which belongs to no metric. */
const selectKeys = `
  SELECT id, metric_id AS "metricId", key FROM metric_dimension_key WHERE metric_id IS NOT NULL ORDER BY id`;
/** A subject that is gone keeps its name, and no key leads to it. */
const selectSubjects = `
  SELECT s.id, s.type, coalesce(s.unit_id, s.office_id, s.project_id, s.practice_id, s.bdl_id, s.name, '') AS key,
    coalesce(p.title_pl, s.name) AS name
  FROM observation_subject s LEFT JOIN practice p ON p.slug = s.practice_id ORDER BY s.id`;
const selectSources = `SELECT number AS release, source_id AS "sourceId" FROM release ORDER BY number`;
const selectSlices = `
  SELECT metric_id AS "metricId", facet_id AS "facetId", level, dimension_id AS "dimensionId", period, stated, valued,
         changed_in AS "changedIn"
  FROM observation_slice ORDER BY metric_id, facet_id, level, dimension_id, period`;

type Plain = Omit<Metric, 'dimensions'>;
type OfMetric<T> = T & { readonly metricId: number };

export async function readCatalogue(client: ClientBase): Promise<MetricCatalogue> {
  const rowsOf = async <T extends object>(text: string): Promise<T[]> => (await client.query<T>(text)).rows;
  const metrics = await rowsOf<Plain>(selectMetrics);
  const dimensions = await rowsOf<OfMetric<Omit<DimensionDefinition, 'values'>>>(selectDimensions);
  const values = await rowsOf<OfMetric<DimensionValue & { dimension: string }>>(selectValues);
  const valuesOf = Map.groupBy(values, ({ metricId, dimension }) => `${metricId} ${dimension}`);
  const dimensionsOf = Map.groupBy(
    dimensions.map(({ metricId, code, namePl, nameEn }) => ({
      metricId,
      definition: { code, namePl, nameEn, values: (valuesOf.get(`${metricId} ${code}`) ?? []).map(plainValue) },
    })),
    ({ metricId }) => metricId,
  );
  return new MetricCatalogue({
    metrics: metrics.map((metric) => ({
      ...metric,
      dimensions: (dimensionsOf.get(metric.id) ?? []).map(({ definition }) => definition),
    })),
    facets: await rowsOf<CatalogueRows['facets'][number]>(selectFacets),
    keys: await rowsOf<CatalogueRows['keys'][number]>(selectKeys),
    subjects: await rowsOf<CatalogueRows['subjects'][number]>(selectSubjects),
    sources: await rowsOf<CatalogueRows['sources'][number]>(selectSources),
    slices: await rowsOf<CatalogueRows['slices'][number]>(selectSlices),
  });
}

function plainValue({ code, namePl, nameEn }: DimensionValue): DimensionValue {
  return { code, namePl, nameEn };
}
