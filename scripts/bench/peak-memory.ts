/** Preloaded into a command: states at its end how much memory the process had at most. */
process.on('exit', () => {
  process.stderr.write(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
});
