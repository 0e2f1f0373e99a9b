/** Projects: their own columns, over which lists and documents lay nothing from then on. */
import { isProjectField, projectFieldOf, projectValueOf, writeProjectField } from '#projects';
import type { EditorialWriter, WrittenField } from './writer.ts';

export const projectWriter: EditorialWriter = {
  isField: isProjectField,
  async write({ client, release }, key, changes) {
    const fields: WrittenField[] = [];
    for (const { field, value } of changes) {
      if (!isProjectField(field)) return null;
      const stated = projectValueOf(field, value);
      const before = await projectFieldOf(client, key, field);
      if (stated === null || before === undefined) return null;
      if (before !== stated && !(await writeProjectField(client, key, { field, value: stated }, release))) return null;
      fields.push({ field, value: stated, before });
    }
    const isChanged = fields.some(({ value, before }) => value !== before);
    return { isChanged, fields, reference: { project_id: key } };
  },
  async withdraw({ client, release }, key, listed) {
    for (const { field, value } of listed) {
      if (!isProjectField(field)) return false;
      if (!(await writeProjectField(client, key, { field, value }, release))) return false;
    }
    return true;
  },
};
