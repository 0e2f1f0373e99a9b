/** An entry that a correction is about, as an argument names it. */
import { decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { unitId } from '#registry';
import { type CorrectionTarget, type Target, targetOfPage } from '../model.ts';

const types: Readonly<Record<string, CorrectionTarget>> = {
  TerritorialUnit: 'TERRITORIAL_UNIT',
  Office: 'OFFICE',
  Project: 'PROJECT',
  Practice: 'PRACTICE',
  Call: 'CALL',
  Event: 'EVENT',
  LivingLab: 'LIVING_LAB',
  Metric: 'METRIC',
  Observation: 'OBSERVATION',
};

export function targetDescription(subject: string): string {
  return `${subject}. Takes the global id of a unit, office, project, practice, call, event, living lab, metric or observation, or the path of its page, such as \`/offices/jst-020202\`.`;
}

export function targetOf(text: string, argument: string, context: Context): Target {
  const found = targetOfId(text.trim(), argument, context) ?? targetOfPage(text.trim());
  if (found !== null) return found;
  throw new BadInputError(
    `"${text.slice(0, 80)}" in "${argument}" names no entry that can be corrected.`,
    'Give its global id (from the field "id") or the path of its page, such as /offices/jst-020202.',
    {
      polish: `"${text.slice(0, 80)}" w "${argument}" nie wskazuje wpisu, który można poprawić. Podaj globalny identyfikator (z pola "id") albo ścieżkę strony, np. /offices/jst-020202.`,
    },
  );
}

function targetOfId(id: string, argument: string, context: Context): Target | null {
  const decoded = decodedId(id);
  const type = decoded === null ? undefined : types[decoded.typename];
  if (decoded === null || type === undefined) return null;
  if (type !== 'TERRITORIAL_UNIT') return { type, key: decoded.id };
  // Pages name units by codes, ids by what stays the same when a code changes.
  const terc = unitId.find(id, argument, { context, day: context.today })?.versions.at(-1)?.terc;
  return terc === undefined ? null : { type, key: terc };
}
