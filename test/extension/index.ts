/**
 * The entry that VS Code's extension host calls: runs the test files bundled beside it with mocha. The results go to
 * results.json, and a line for each test to the console, marked so that it can be told from the editor's own lines.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** One finished test; `error` holds the stack of a failed one, `milliseconds` how long it took. */
export type TestResult = {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  readonly error?: string;
};

/** Runs the suite; rejects where a test fails, which VS Code reports as a failed run. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const results: TestResult[] = [];
  const record = (result: TestResult) => {
    results.push(result);
    const mark = { passed: '✓', failed: '✗', skipped: '-' }[result.state];
    console.log(`[test] ${mark} ${result.title} (${result.milliseconds} ms)${result.error ? `\n${result.error}` : ''}`);
  };
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: Mocha.reporters.Base, forbidOnly: true });
  for (const file of readdirSync(__dirname).sort())
    if (file.endsWith('.test.cjs')) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => record({ title: test.fullTitle(), state: 'passed', milliseconds: test.duration ?? 0 }));
    runner.on('pending', (test) => record({ title: test.fullTitle(), state: 'skipped', milliseconds: 0 }));
    runner.on('fail', (test, error) =>
      record({
        title: test.fullTitle(),
        state: 'failed',
        milliseconds: test.duration ?? 0,
        error: error.stack ?? String(error),
      }),
    );
  });
  writeFileSync(join(__dirname, 'results.json'), JSON.stringify(results, null, 2));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
