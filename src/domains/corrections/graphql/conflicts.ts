/** Editors resolve conflicts between what they state and what files state since. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { type KeysetList, keysetPage } from '#graphql/keyset.ts';
import { labelEnums } from '#graphql/labels.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import type { SqlReader } from '#platform/database/index.ts';
import { type EditorialKey, type EditorialTarget, editorialTargets } from '#platform/editorial/model.ts';
import { countConflicts, editorialConflicts } from '#platform/editorial/store.ts';
import { hashOf } from '#platform/secrets.ts';
import { pageOfTarget } from '../model.ts';
import { EntryRule, idOfEntry } from './target.ts';
import { namesOf } from './target-names.ts';

export interface ConflictDecision {
  readonly resolution: 'KEEP' | 'TAKE_LISTED';
  /** SHA-256 of what files stated when the editor looked: a value may be longer than a form takes, or have white space at its ends. */
  readonly listedHash: string;
  readonly editor: string;
  readonly now: Date;
}

declare module '#graphql/contributor.ts' {
  interface Publishers {
    /** False where it was resolved before, or files state something else by now. */
    resolveConflict(key: EditorialKey, decision: ConflictDecision): Promise<boolean>;
  }
}

const targets = namesOf(editorialTargets);

const EditorialTargetType = builder.enumType('EditorialTargetType', {
  description: 'What kind of entry editors state a field of.',
  values: targets.values,
});

const ConflictResolution = builder.enumType('ConflictResolution', {
  description: 'How a conflict is resolved.',
  values: {
    KEEP: { description: 'The statement of the editors stays, until files state another value again.' },
    TAKE_LISTED: { description: 'The value of the files is taken, and editors no longer state the field.' },
  },
});

labelEnums({
  EditorialTargetType: targets.labels,
  ConflictResolution: {
    KEEP: ['zachowaj naszą wartość', 'Keep ours'],
    TAKE_LISTED: ['przyjmij wartość źródła', "Take the source's"],
  },
});

/** Rows of conflicts are read whole. */
const EditorialConflict = builder.prismaObject('EditorialStatement', {
  variant: 'EditorialConflict',
  description: 'A field that editors state, of which files state another value since; for editors.',
  authScopes: { role: 'EDITOR' },
  select: { targetType: true, target: true, field: true, value: true, listedValue: true },
  fields: (t) => ({
    targetType: t.expose('targetType', { type: EditorialTargetType, description: 'What kind of entry it is of.' }),
    targetKey: t.exposeString('target', { description: 'The id, slug or code of the entry.' }),
    targetId: t.id({
      description: 'The global id of the entry, as `resolveConflict` takes it.',
      resolve: ({ targetType: type, target: key }) => idOfEntry({ type, key }),
    }),
    targetUrl: t.string({
      nullable: true,
      description: 'The address of the page of the entry; null for an adoption, which has none.',
      resolve: ({ targetType: type, target: key }, _args, { publicUrl }) =>
        type === 'ADOPTION' ? null : publicUrl + pageOfTarget({ type, key }),
    }),
    field: t.exposeString('field', { description: 'The field, such as `email`.' }),
    value: t.exposeString('value', { description: 'What editors state.' }),
    listedValue: t.exposeString('listedValue', {
      nullable: true,
      description: 'What files state; never null in a conflict.',
    }),
  }),
});

builder.objectField(ViewerType, 'editorialConflicts', (t) =>
  t.connection(
    {
      type: EditorialConflict,
      nullable: true,
      description: 'Fields that editors state and that files contradict, by entry.',
      authScopes: { role: 'EDITOR' },
      complexity: pageComplexity,
      resolve: (_viewer, page, { db }) => keysetPage(conflictList(db), page),
    },
    connectionOf(EditorialConflict),
  ),
);

function conflictList(db: SqlReader): KeysetList<typeof EditorialConflict.$inferType> {
  const keyIn = (place: readonly string[] | null): EditorialKey | null =>
    place === null ? null : { type: place[0] as EditorialTarget, key: place[1] ?? '', field: place[2] ?? '' };
  return {
    name: 'conflicts',
    keyOf: ({ targetType, target, field }) => [targetType, target, field],
    isKey: ([type = '', ...rest]) => rest.length === 2 && (editorialTargets as readonly string[]).includes(type),
    fetch: async ({ after, before, backwards, limit }) => {
      const found = await editorialConflicts(db, { after: keyIn(after), before: keyIn(before), backwards, limit });
      return found.map(({ type: targetType, key: target, ...row }) => markLoaded({ targetType, target, ...row }));
    },
    count: () => countConflicts(db),
  };
}

const conflictTarget = new EntryRule(
  editorialTargets,
  'an office, project, practice, adoption, call, event, living lab, metric or observation',
);

builder.mutationField('resolveConflict', (t) =>
  t.field({
    type: DonePayload,
    nullable: true,
    description: 'Resolves a conflict between what editors state and what files state since, in a release of its own.',
    authScopes: { role: 'EDITOR' },
    args: {
      target: t.arg.id({ required: true, description: conflictTarget.description('The entry') }),
      field: t.arg.string({ required: true, description: 'The field.' }),
      listedValue: t.arg.string({
        required: true,
        description: 'What files state, as the editor read it: another value by now is a new conflict.',
      }),
      resolution: t.arg({ type: ConflictResolution, required: true, description: 'Which value holds.' }),
    },
    complexity: 1_000,
    resolve: async (_root, { target, field, listedValue, resolution }, context) => {
      const { contributor } = context;
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const isResolved = await contributor.publishers.resolveConflict(
        { ...conflictTarget.find(target, 'target', context), field },
        { resolution, listedHash: hashOf(listedValue), editor: viewer.accountId, now: contributor.now },
      );
      return isResolved ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
);
