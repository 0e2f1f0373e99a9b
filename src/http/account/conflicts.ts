/** Where editors resolve conflicts between what they state and what files state since. */
import { pageOfTarget } from '#corrections';
import type { EditorialStatement, EditorialTarget } from '#platform/editorial/model.ts';
import { editorialConflicts } from '#platform/editorial/store.ts';
import { hashOf } from '#platform/secrets.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { conflictTexts } from './conflicts-texts.ts';
import { type NameOf, namesOf } from './entry-names.ts';
import { formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { fieldName } from './field-texts.ts';

const maxShown = 200;

export async function conflictsPage(exchange: SignedInExchange, alert?: string): Promise<HubResponse> {
  const words = conflictTexts[exchange.language];
  const conflicts = await editorialConflicts(exchange.parts.database.pool, { limit: maxShown });
  const blocks: Block[] = alert === undefined ? [] : [message('alert', alert)];
  blocks.push({ kind: 'text', text: conflicts.length === 0 ? exchange.texts.nothingWaits : words.lead });
  const nameOf = await namesOf(exchange, conflicts);
  for (const conflict of conflicts) blocks.push(...conflictBlocks(exchange, conflict, nameOf));
  return pageResponse(exchange, { title: words.title, blocks }, { status: alert === undefined ? 200 : 409 });
}

function conflictBlocks(exchange: SignedInExchange, statement: EditorialStatement, nameOf: NameOf): Block[] {
  const words = conflictTexts[exchange.language];
  const { type, key, field, value, listedValue } = statement;
  const name = `${words.targets[type]}: ${nameOf({ type, key })}`;
  const about: Cell = type === 'ADOPTION' ? name : { href: pageOfTarget({ type, key }), text: name };
  const hidden = Object.entries({ type, key, field, listed: hashOf(listedValue ?? '') }).map(
    ([input, text]): Field => ({ name: input, type: 'hidden', value: text }),
  );
  const resolve = (resolution: string, label: string): Block =>
    formOf(exchange, '/account/conflicts', label, [
      ...hidden,
      { name: 'resolution', type: 'hidden', value: resolution },
    ]);
  return [
    { kind: 'heading', text: `${name}, ${fieldName(field, exchange.language)}` },
    {
      kind: 'facts',
      facts: [
        [words.about, about],
        [words.ours, value],
        [words.theirs, listedValue],
      ],
    },
    resolve('KEEP', words.keep),
    resolve('TAKE_LISTED', words.take),
  ];
}

export async function resolveConflict(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const words = conflictTexts[exchange.language];
  const type = typed(exchange, 'type', 20);
  const resolution = typed(exchange, 'resolution', 20);
  if (!isTarget(type) || (resolution !== 'KEEP' && resolution !== 'TAKE_LISTED')) {
    return conflictsPage(exchange, words.notPossible);
  }
  const key = { type, key: typed(exchange, 'key', 500), field: typed(exchange, 'field', 100) };
  const listedHash = typed(exchange, 'listed', 64);
  const editor = signedIn.viewer.accountId;
  const isResolved = await parts.publishers.resolveConflict(key, { resolution, listedHash, editor, now });
  return isResolved ? redirect(exchange, '/account/conflicts') : conflictsPage(exchange, words.notPossible);
}

function isTarget(type: string): type is EditorialTarget {
  return Object.hasOwn(conflictTexts.pl.targets, type);
}
