/** Answers an operation from one release: what is read is checked, and read again where a release came between. */
import type { OperationDatabase } from '#platform/database/index.ts';
import { RefusalError } from '#platform/errors.ts';
import type { ReleaseState } from '#platform/releases/current.ts';
import { isServerFailure, readAgain } from '#platform/releases/servers.ts';
import type { ValidDocument } from './documents.ts';
import type { Params } from './params.ts';
import { chooseOperation, type Engine, type Outcome, type RunFacts, type RunParts, runOnce } from './run.ts';

/** A release that is published while rows are being read would mix with the one before, so then all is read again. */
const attempts = 3;

export async function run(
  engine: Engine,
  document: ValidDocument,
  params: Params,
  facts: RunFacts,
  parts: RunParts,
): Promise<Outcome> {
  const { operation } = chooseOperation(document.document, params);
  if (operation === 'mutation') return runMutation(engine, document, params, facts, parts);
  return readAgain(engine.current, attempts, () => runWhole(engine, document, params, facts, parts));
}

/** What was written is not written again, and what is read after it is read where it was written. */
function runMutation(
  engine: Engine,
  document: ValidDocument,
  params: Params,
  facts: RunFacts,
  parts: RunParts,
): Promise<Outcome> {
  return engine.database.outage.during(async () => {
    const release = (await engine.current.get()).on(engine.database);
    return (await runOnce(engine, document, params, facts, { release, ...parts })).outcome;
  });
}

async function runWhole(
  engine: Engine,
  document: ValidDocument,
  params: Params,
  facts: RunFacts,
  parts: RunParts,
): Promise<Outcome> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const release = await engine.current.get();
    const { outcome, db } = await runOnce(engine, document, params, facts, { release, ...parts });
    if (await isWhole(engine, release, db, outcome)) return outcome;
    await engine.current.refresh();
  }
  const whole = await engine.current.inSnapshot(async (release) => {
    const { outcome } = await runOnce(engine, document, params, facts, { release, ...parts });
    askAnother(engine, outcome);
    return outcome;
  });
  if (whole === null) throw new BusyError();
  return whole;
}

/** More operations at once than snapshots may be open. */
class BusyError extends RefusalError {
  readonly code = 'SERVICE_UNAVAILABLE';

  constructor() {
    super('New releases come faster than the operation can be answered.', 'Ask again in a few seconds.', {
      polish: 'Nowe wydania pojawiają się szybciej, niż można odpowiedzieć. Zapytaj ponownie za kilka sekund.',
    });
  }
}

/**
 * Whether all was read from one release: every statement said so itself, or it is still the latest of the server. What was
 * read but cannot be checked is not stated, unless as the errors that say why; of several servers another one is asked then.
 */
async function isWhole(
  engine: Engine,
  { server }: ReleaseState,
  db: OperationDatabase,
  outcome: Outcome,
): Promise<boolean> {
  if (db.isConfirmed) return true;
  askAnother(engine, outcome);
  try {
    return (await engine.current.latest(server)) === db.release;
  } catch (error) {
    if (outcome.result.errors !== undefined && isAlone(engine)) return true;
    throw error;
  }
}

const isAlone = ({ database }: Engine): boolean => database.readers.length === 0;

/** Throws where the server failed and there are others. */
function askAnother(engine: Engine, { result }: Outcome): void {
  const failure = isAlone(engine) ? undefined : result.errors?.find((error) => isServerFailure(error.originalError));
  if (failure !== undefined) throw failure.originalError;
}
