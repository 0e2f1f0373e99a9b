/** Asks over a connection again and again whether the database is there: a frozen one does not close it. */
import type pg from 'pg';

const pauseMs = 500;
const timeoutMs = 650;
/** After one it may be this process itself that was busy, and the answer is there to be read. */
const maxTimeouts = 2;

/** Until it is stopped, or the connection breaks, of which its owner hears otherwise. */
export function listenForHeartbeat(client: pg.Client, onSilence: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const wait = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(then, ms).unref();
  };
  const stop = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const expire = (left: number): void => {
    if (left > 0) wait(timeoutMs, () => expire(left - 1));
    else {
      stop();
      onSilence();
    }
  };
  const beat = (): void => {
    expire(maxTimeouts);
    // SQL as text: whether the connection answers at all.
    client.query('SELECT 1').then(() => wait(pauseMs, beat), stop);
  };
  wait(pauseMs, beat);
  return stop;
}
