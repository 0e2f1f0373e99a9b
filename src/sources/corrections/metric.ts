/** Metrics: texts of their definition. */
import { isMetricField, metricTextOf, writeMetricText } from '#metrics';
import type { EditorialWriter, WrittenField } from './writer.ts';

export const metricWriter: EditorialWriter = {
  isField: isMetricField,
  async write({ client, release }, key, changes) {
    const fields: WrittenField[] = [];
    let id = 0;
    for (const { field, value } of changes) {
      const before = isMetricField(field) ? await metricTextOf(client, key, field) : undefined;
      if (!isMetricField(field) || before === undefined) return null;
      if (before.text !== value) await writeMetricText(client, key, { field, value }, release);
      fields.push({ field, value, before: before.text });
      id = before.id;
    }
    const isChanged = fields.some(({ value, before }) => value !== before);
    return { isChanged, fields, reference: { metric_id: id } };
  },
  async withdraw({ client, release }, key, listed) {
    for (const { field, value } of listed) {
      if (!isMetricField(field) || !(await writeMetricText(client, key, { field, value }, release))) return false;
    }
    return true;
  },
};
