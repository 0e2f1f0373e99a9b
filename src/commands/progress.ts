/** States on stderr what a command is doing: a bar on a terminal, plain lines elsewhere. */
import { Presets, SingleBar } from 'cli-progress';
import type { SyncProgress } from '#sources/sync.ts';

export interface CommandProgress extends SyncProgress {
  end(): void;
}

export function createProgress(subject: string, stream: NodeJS.WriteStream = process.stderr): CommandProgress {
  return stream.isTTY ? progressBar(subject, stream) : plainLines(subject, stream);
}

/** A log that nobody watches needs no line for every page. */
const lineEveryMs = 10_000;

function plainLines(subject: string, stream: NodeJS.WriteStream): CommandProgress {
  let lastLine = Date.now();
  let pieces = 0;
  return {
    stage(name, of = 0) {
      pieces = of;
      stream.write(`${subject}: ${name} …\n`);
    },
    done(done, secondsLeft) {
      if (secondsLeft === undefined || Date.now() - lastLine < lineEveryMs) return;
      lastLine = Date.now();
      stream.write(`${subject}: ${done} of ${pieces}, ${timeLeft(secondsLeft)}\n`);
    },
    wait: (why, seconds) => stream.write(`${subject}: ${why}; going on in ${duration(seconds)}\n`),
    end: () => undefined,
  };
}

/** A stage without a known number of pieces shows as an empty bar that fills when the next begins. */
function progressBar(subject: string, stream: NodeJS.WriteStream): CommandProgress {
  const bar = new SingleBar(
    { format: `${subject} {bar} {percentage}% {stage}{note}`, stream, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let isShown = false;
  return {
    stage(name, pieces = 1) {
      if (isShown) bar.stop();
      bar.start(pieces, 0, { stage: name, note: '' });
      isShown = true;
    },
    done: (pieces, secondsLeft) =>
      bar.update(pieces, { note: secondsLeft === undefined ? '' : `, ${timeLeft(secondsLeft)}` }),
    wait: (why, seconds) => bar.update({ note: `: ${why}; going on in ${duration(seconds)}` }),
    end() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}

function timeLeft(seconds: number): string {
  return `${duration(seconds)} left`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
