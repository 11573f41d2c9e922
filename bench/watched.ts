import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Runs work and says how long it took, and the longest wait of anybody else in the thread. */
export async function watched<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; lagMs: number }> {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  lag.enable();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 20)); // until a wait that ends now is counted, too
  lag.disable();
  return { result, ms, lagMs: lag.max / 1e6 };
}
