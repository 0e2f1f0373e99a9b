/** A stage between COPY and a file that turns rows into Parquet: small tables at once, others in a thread. */
import { Transform } from 'node:stream';
import { ParquetEncoder } from './encoder.ts';
import type { RowFormat } from './rows.ts';
import type { ParquetColumn } from './schema.ts';
import { WorkerEncoder } from './worker-encoder.ts';

/** Encoded in a few milliseconds, where starting a thread takes a hundred. */
const maxAtOnceBytes = 512 * 1024;

export function parquetStage(columns: readonly ParquetColumn[], format: RowFormat): Transform {
  let first: Buffer[] = [];
  let bytes = 0;
  let encoder: WorkerEncoder | undefined;
  const stage = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (encoder !== undefined) return encoder.add(chunk, done);
      // The bytes are another chunk's next.
      first.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes <= maxAtOnceBytes) return done();
      encoder = new WorkerEncoder(columns, format, {
        bytes: push,
        error: (error) => stage.destroy(error ?? undefined),
      });
      encoder.add(Buffer.concat(first), done);
      first = [];
    },
    flush(done) {
      if (encoder !== undefined) return encoder.end(done);
      try {
        const small = new ParquetEncoder(columns, format);
        push(small.add(Buffer.concat(first)));
        push(small.end());
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    destroy(error, done) {
      const stopped = encoder?.stop() ?? Promise.resolve();
      stopped.catch(() => undefined).then(() => done(error));
    },
  });
  const push = (ready: Uint8Array): void => {
    if (ready.length > 0 && !stage.destroyed) stage.push(ready);
  };
  return stage;
}
