// How JavaScript contenders are timed: runs back to back, the clock read around all of them.

export function stopwatch(run) {
  return (patience) => {
    const start = performance.now();
    let runs = 0;
    let elapsed = 0;
    do {
      run();
      runs += 1;
      elapsed = performance.now() - start;
    } while (elapsed < patience);
    return elapsed / runs;
  };
}
