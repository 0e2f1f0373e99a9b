/** Observations: single values, named by the keys of their global ids. */
import { findObservation, observationValueOf, statedAs, writeObservation } from '#metrics';
import type { EditorialWriter } from './writer.ts';

export const observationWriter: EditorialWriter = {
  isField: (field) => field === 'value',
  async write({ client, release }, key, changes) {
    const given = changes.at(-1);
    const observation = await findObservation(client, key);
    const value = given === undefined ? null : observationValueOf(given.value);
    if (given?.field !== 'value' || observation === undefined || value === null) return null;
    const { key: reference, listed: beforeDetail } = observation;
    const before = beforeDetail.text;
    const isChanged = before !== value;
    if (isChanged) await writeObservation(client, reference, statedAs(value), release);
    return { isChanged, fields: [{ field: 'value', value, before, beforeDetail }], reference };
  },
  async withdraw({ client, release }, key, listed) {
    const observation = await findObservation(client, key);
    const { value = null, detail = null } = listed[0] ?? {};
    if (observation === undefined || value === null) return false;
    await writeObservation(client, observation.key, detail?.text === value ? detail : statedAs(value), release);
    return true;
  },
};
