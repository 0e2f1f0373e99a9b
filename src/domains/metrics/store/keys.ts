/** The columns that name an observation, and the slice that it is in, in the order of the primary keys. */
export const sliceKey = ['metric_id', 'facet_id', 'level', 'dimension_id', 'period'] as const;
export const observationKey = [...sliceKey, 'subject_id'] as const;
