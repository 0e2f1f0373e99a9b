/** Tells on stderr what a command is doing: a bar on a terminal, plain lines elsewhere. */
import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '#sources/import.ts';

export interface CommandProgress extends Progress {
  end(): void;
}

export function createProgress(subject: string, stream: NodeJS.WriteStream = process.stderr): CommandProgress {
  return stream.isTTY ? progressBar(subject, stream) : plainLines(subject, stream);
}

function plainLines(subject: string, stream: NodeJS.WriteStream): CommandProgress {
  return {
    stage: (name) => stream.write(`${subject}: ${name} …\n`),
    done: () => undefined,
    end: () => undefined,
  };
}

/** A stage without a known number of pieces shows as an empty bar that fills when the next begins. */
function progressBar(subject: string, stream: NodeJS.WriteStream): CommandProgress {
  const bar = new SingleBar(
    { format: `${subject} {bar} {percentage}% {stage}`, stream, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let isShown = false;
  return {
    stage(name, pieces = 1) {
      if (isShown) bar.stop();
      bar.start(pieces, 0, { stage: name });
      isShown = true;
    },
    done: (pieces) => bar.update(pieces),
    end() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}
