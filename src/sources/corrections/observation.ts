/** Observations: single values, named by the keys of their global ids. */
import { findObservation, observationValueOf, writeObservation } from '#metrics';
import type { EditorialWriter } from './writer.ts';

export const observationWriter: EditorialWriter = {
  isField: (field) => field === 'value',
  async write({ client, release }, key, changes) {
    const given = changes.at(-1);
    const observation = await findObservation(client, key);
    const value = given === undefined ? null : observationValueOf(given.value);
    if (given?.field !== 'value' || observation === undefined || value === null) return null;
    const { text: before, ...reference } = observation;
    const isChanged = before !== value;
    if (isChanged) await writeObservation(client, reference, value, release);
    return { isChanged, fields: [{ field: 'value', value, before }], reference };
  },
  async withdraw({ client, release }, key, listed) {
    const observation = await findObservation(client, key);
    const value = listed[0]?.value ?? null;
    if (observation === undefined || value === null) return false;
    await writeObservation(client, observation, value, release);
    return true;
  },
};
