/**
 * What a migration takes away from the versions before it: what they no longer find, and what they write and is refused now. What
 * it makes itself, with all constraints, they do not know.
 */
import { executedTexts, unknown } from './executed-texts.ts';
import { type Statement, split, statementsOf, Words } from './sql-statements.ts';

/** Earlier migrations, as far as they matter to later ones. */
export interface Known {
  /** What they have made, be it dropped since. */
  readonly objects: Set<string>;
  readonly uniqueIndexes: Set<string>;
  /** The bodies of functions by their names. */
  readonly functions: Map<string, string>;
}

interface NewColumn {
  readonly isNull: boolean;
  readonly hasDefault: boolean;
  /** Of others of its row: GENERATED ALWAYS AS (…). */
  readonly isComputed: boolean;
}

/** What the migration at hand has made. */
interface Made {
  readonly objects: Set<string>;
  readonly columns: Map<string, NewColumn>;
}

/** One line for each thing; notes in `known` what later migrations have to know. */
export function contractionsIn(sql: string, known: Known): string[] {
  const made: Made = { objects: new Set(), columns: new Map() };
  return statementsOf(sql).flatMap((statement) => ofStatement(statement, made, known));
}

function ofStatement(statement: Statement, made: Made, known: Known): string[] {
  const words = new Words(statement);
  if (words.take('do')) return ofBlock(statement, made, known);
  if (words.take('alter')) return ofAlter(words, made, known);
  if (words.take('drop')) return ofDrop(words, made, known);
  if (words.take('create')) return ofCreate(words, made, known);
  if (words.take('truncate')) return ofTruncate(words, made);
  return words.take('revoke') ? ['revokes rights'] : [];
}

const blockWords = ['begin', 'then', 'else', 'loop'];

/** What is executed in it, be it put together from texts. */
function ofBlock(statement: Statement, made: Made, known: Known): string[] {
  const bodies = statement.filter(({ kind }) => kind === 'body' || kind === 'string');
  return bodies.flatMap(({ text }) =>
    statementsOf(text).flatMap((inner) => {
      const start = inner.findLastIndex(({ kind, text: word }) => kind === 'name' && blockWords.includes(word));
      const executed = inner.slice(start + 1);
      if (executed[0]?.text !== 'execute') return ofStatement(executed, made, known);
      const texts = executedTexts(executed.slice(1));
      return texts.flatMap((one) => statementsOf(one).flatMap((each) => ofStatement(each, made, known)));
    }),
  );
}

/** Notes what is made. What may be there already, or has a name that only the run knows, is not made by this migration alone. */
function note(name: string, mayBeThere: boolean, made: Made, known: Known): void {
  if (!(mayBeThere && known.objects.has(name)) && !name.includes(unknown)) made.objects.add(name);
  known.objects.add(name);
}

const altered = [
  ...['type', 'domain', 'materialized view', 'view', 'index', 'sequence', 'schema', 'text search configuration'],
  ...['function', 'procedure', 'routine', 'aggregate', 'collation', 'extension'],
];

function ofAlter(words: Words, made: Made, known: Known): string[] {
  if (words.take('table') || words.take('foreign', 'table')) return ofAlterTable(words, made, known);
  const kind = words.takeAny(...altered);
  if (kind === null) return [];
  words.take('if', 'exists');
  const name = words.name();
  if (made.objects.has(name)) return [];
  const isChange = kind === 'type' || kind === 'domain';
  const isMoved = words.has('rename') || words.has('set', 'schema');
  return isMoved || (isChange && !words.has('owner')) ? [`changes the ${kind} ${name}`] : [];
}

function ofAlterTable(words: Words, made: Made, known: Known): string[] {
  words.take('if', 'exists');
  words.take('only');
  const table = words.name();
  if (words.rest[0]?.text === '*') words.name();
  if (words.has('rename', 'to')) known.objects.add(words.rest.at(-1)?.text ?? '');
  if (!made.objects.has(table))
    return split(words.rest, ',').flatMap((action) => ofAction(new Words(action), table, made));
  if (words.take('rename', 'to')) note(words.name(), false, made, known);
  return [];
}

const constraintWords = ['constraint', 'check', 'foreign key', 'unique', 'exclude', 'primary key'];

function ofAction(words: Words, table: string, made: Made): string[] {
  if (words.take('add')) return ofAdded(words, table, made);
  if (words.take('drop')) return ofDropped(words, table, made);
  if (words.take('rename')) {
    words.take('column');
    return made.columns.has(`${table}.${words.name()}`) ? [] : [`renames something of ${table}, or ${table} itself`];
  }
  if (words.take('alter')) return words.take('constraint') ? [] : ofColumn(words, table, made);
  if (words.take('set', 'schema') || words.take('detach', 'partition')) return [`moves something of ${table}`];
  if (words.takeAny('enable row level', 'force row level') !== null) return [`hides rows of ${table}`];
  return [];
}

function ofDropped(words: Words, table: string, made: Made): string[] {
  const isConstraint = words.take('constraint');
  if (!isConstraint) words.take('column');
  words.take('if', 'exists');
  const name = words.name();
  // Conflicts are resolved by what is unique.
  if (isConstraint) return /_(?:fkey|check)$/.test(name) ? [] : [`drops the constraint ${name} of ${table}`];
  return made.columns.has(`${table}.${name}`) ? [] : [`drops the column ${name} of ${table}`];
}

function ofColumn(words: Words, table: string, made: Made): string[] {
  words.take('column');
  const column = words.name();
  const key = `${table}.${column}`;
  const own = made.columns.get(key);
  const noteChange = (change: Partial<NewColumn>): void => {
    if (own !== undefined) made.columns.set(key, { ...own, ...change });
  };
  if (words.take('set', 'default')) {
    noteChange({ hasDefault: true });
    return [];
  }
  if (words.take('drop', 'default')) {
    noteChange({ hasDefault: false });
    return own?.isNull === true ? [] : [`drops the default of ${key}`];
  }
  if (words.take('set', 'not', 'null')) {
    noteChange({ isNull: false });
    return own?.hasDefault === true && !own.isComputed ? [] : [`sets ${key} to NOT NULL`];
  }
  if (own !== undefined) return [];
  const change = words.takeAny('type', 'set data type', 'drop not null', 'drop expression', 'drop identity');
  if (change !== null) return [`changes ${key}: ${change.toUpperCase()}`];
  return words.has('generated') ? [`changes ${key}: GENERATED`] : [];
}

function ofAdded(words: Words, table: string, made: Made): string[] {
  const kind = words.takeAny(...constraintWords);
  if (kind !== null) return ofConstraint(kind, words, table, made);
  words.take('column');
  words.take('if', 'not', 'exists');
  const column = words.name();
  const hasDefault =
    ['default', 'generated', 'serial', 'bigserial', 'smallserial'].some((word) => words.has(word)) &&
    !words.has('default', 'null');
  const isNull = !words.has('not', 'null') && !words.has('primary', 'key');
  const isComputed = words.has('generated') && !words.has('identity');
  if (!column.includes(unknown)) made.columns.set(`${table}.${column}`, { isNull, hasDefault, isComputed });
  const trait = refusedTrait(words, { isNull, hasDefault, isComputed });
  return trait === null ? [] : [`adds ${table}.${column}, ${trait}`];
}

/** Whoever does not know the column writes its default, or what is computed of what they write. */
function refusedTrait(words: Words, { isNull, hasDefault, isComputed }: NewColumn): string | null {
  if (!isNull && !hasDefault) return 'NOT NULL without a default';
  if (words.has('nulls', 'not', 'distinct')) return 'unique with NULLS NOT DISTINCT';
  if (!hasDefault) return null;
  const written = isComputed ? 'what is computed' : 'a default';
  if (!isNull && isComputed) return `NOT NULL with ${written}`;
  const isSame = isComputed || !words.has('generated');
  if (isSame && (words.has('unique') || words.has('primary', 'key'))) return `unique with ${written}`;
  const refusing = ['check', 'references'].find((word) => words.has(word));
  return refusing === undefined ? null : `${refusing.toUpperCase()} with ${written}`;
}

function ofConstraint(kind: string, words: Words, table: string, made: Made): string[] {
  if (kind === 'constraint') words.name();
  const type = kind === 'constraint' ? words.takeAny(...constraintWords) : kind;
  const line = [`adds a constraint to ${table}: ${(type ?? 'constraint').toUpperCase()}`];
  if (type === 'unique' && words.take('nulls', 'not')) return line;
  const hasFree = type === 'unique' || type === 'foreign key';
  return hasFree && leavesFree(words.parentheses(), table, made) ? [] : line;
}

/** Whether versions before leave one of the columns, which they do not know, null: then it is neither unique nor a reference. */
function leavesFree(columns: Statement, table: string, { columns: known }: Made): boolean {
  return split(columns, ',').some((parts) => {
    const column = known.get(`${table}.${parts[0]?.text}`);
    return parts.length === 1 && column !== undefined && column.isNull && !column.hasDefault;
  });
}

const dropped = [
  ...['table', 'foreign table', 'materialized view', 'view', 'type', 'domain', 'sequence', 'schema', 'extension'],
  ...['function', 'procedure', 'routine', 'aggregate', 'operator', 'collation', 'cast', 'text search configuration'],
];

function ofTruncate(words: Words, made: Made): string[] {
  words.take('table');
  const names = split(words.rest, ',').map((part) => {
    const one = new Words(part);
    one.take('only');
    return one.name();
  });
  return names.filter((name) => !made.objects.has(name)).map((name) => `empties the table ${name}`);
}

function ofDrop(words: Words, made: Made, known: Known): string[] {
  if (words.take('owned', 'by')) return [`drops what ${words.name()} owns`];
  const kind = words.takeAny('index', ...dropped);
  if (kind === null) return [];
  words.take('concurrently');
  words.take('if', 'exists');
  const names = split(words.rest, ',').map((part) => new Words(part).name());
  const gone = names.filter((name) => !made.objects.has(name));
  if (kind !== 'index') return gone.map((name) => `drops the ${kind} ${name}`);
  // Conflicts are resolved by what is unique.
  const mayBeUnique = (name: string): boolean => known.uniqueIndexes.has(name) || name.includes(unknown);
  return gone.filter(mayBeUnique).map((name) => `drops the unique index ${name}`);
}

const modifiers = ['or replace', 'global', 'local', 'temporary', 'temp', 'unlogged', 'recursive', 'constraint'];

function ofCreate(words: Words, made: Made, known: Known): string[] {
  const isUnique = words.take('unique');
  const taken: string[] = [];
  for (let word = words.takeAny(...modifiers); word !== null; word = words.takeAny(...modifiers)) taken.push(word);
  if (words.take('index')) return ofIndex(words, isUnique, made, known);
  if (words.takeAny('trigger', 'rule', 'policy') !== null) return ofTrigger(words, made, known);
  const kind = words.takeAny(
    'table',
    'type',
    'domain',
    'function',
    'procedure',
    'materialized view',
    'view',
    'sequence',
  );
  if (kind === null) return [];
  const mayBeThere = words.take('if', 'not', 'exists') || taken.includes('or replace');
  const name = words.name();
  if (kind === 'function' || kind === 'procedure') return ofFunction(name, words, made, known);
  note(name, mayBeThere, made, known);
  return kind === 'view' && mayBeThere && !made.objects.has(name) ? [`changes the view ${name}`] : [];
}

function ofFunction(name: string, words: Words, made: Made, known: Known): string[] {
  const isKnown = known.functions.has(name) && !made.objects.has(name);
  const body = words.rest.findLast(({ kind: token }) => token === 'body' || token === 'string')?.text ?? '';
  known.functions.set(name, body);
  if (!isKnown) made.objects.add(name);
  return isKnown && refuses(body) ? [`changes the function ${name}, which refuses something`] : [];
}

function ofIndex(words: Words, isUnique: boolean, made: Made, known: Known): string[] {
  words.take('concurrently');
  const mayBeThere = words.take('if', 'not', 'exists');
  const name = words.take('on') ? '' : words.name();
  words.take('on');
  words.take('only');
  const table = words.name();
  if (words.take('using')) words.name();
  if (name !== '') note(name, mayBeThere, made, known);
  if (!isUnique) return [];
  known.uniqueIndexes.add(name);
  if (made.objects.has(table)) return [];
  const isFree = leavesFree(words.parentheses(), table, made) && !words.has('nulls', 'not', 'distinct');
  return isFree ? [] : [`adds the unique index ${name} to ${table}`];
}

/** A rule or a policy may do anything. */
function ofTrigger(words: Words, made: Made, known: Known): string[] {
  const name = words.name();
  const isBefore = words.has('before') || words.has('instead', 'of');
  if (!words.skipPast('on')) return [];
  // Of a rule: ON INSERT TO the table.
  if (words.takeAny('insert', 'update', 'delete', 'select') !== null) words.take('to');
  const table = words.name();
  if (made.objects.has(table)) return [];
  const isOfRow = words.has('row');
  if (!words.skipPast('execute')) return [`adds ${name} to ${table}, which may refuse something`];
  words.takeAny('function', 'procedure');
  const body = known.functions.get(words.name());
  const drops = isBefore && isOfRow && body !== undefined && /\breturn\s+null\b/i.test(body);
  if (body !== undefined && !refuses(body) && !drops) return [];
  return [`adds the trigger ${name} to ${table}, which may refuse something`];
}

const quietLevels = ['debug', 'log', 'info', 'notice', 'warning'];

function refuses(body: string): boolean {
  return statementsOf(body).some((tokens) =>
    tokens.some(
      ({ kind, text }, at) => kind === 'name' && text === 'raise' && !quietLevels.includes(tokens[at + 1]?.text ?? ''),
    ),
  );
}
