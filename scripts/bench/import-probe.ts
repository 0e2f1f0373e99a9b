/** Preloaded into a command: states at its end how much processor time it took, with its threads, and its maximum of memory. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = ((userCPUTime + systemCPUTime) / 1e6).toFixed(2);
  process.stderr.write(`processor ${seconds} s, memory ${Math.round(maxRSS / 1_024)} MB\n`);
});
