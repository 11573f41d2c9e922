import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { type Random, randomFrom } from '../../src/core/random.ts';
import {
  answered,
  checkFiles,
  differences,
  endedAs,
  model,
  outcomeOf,
  readFileLines,
  storedReplies,
  withDataset,
} from './files.ts';

/** What a campaign of kills came to. All from `lost` on must be 0, and `mostUnstored` at most `concurrency`. */
export interface KillFigures {
  kills: number;
  /** Kills after the run had told that it began. */
  inTheRun: number;
  runs: number;
  requests: number;
  admitted: number;
  readonly concurrency: number;
  /** Requests sent before one kill whose replies were not stored: they are asked again. */
  mostUnstored: number;
  /** Requests asked again in all. */
  repeated: number;
  /** Admitted tasks that the process told of and no file has, or that a file had before a kill and has no longer. */
  lost: number;
  duplicated: number;
  invalid: number;
  /** Requests whose reply was on disk before they were sent. */
  askedAgain: number;
  /** Runs that came to something else than undisturbed. */
  different: number;
  /** Processes that ended with an error of their own. */
  failed: number;
  /** Where something was wrong: number of the run and what. */
  readonly remarks: string[];
}

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
const concurrency = 4;
const recipe = { connection: 'loopback', round: { requests: 4, waveSize: 4 } };

/** Kills the command line at random moments and goes on, until each run has ended and `kills` kills were made. */
export async function runKills(
  kills: number,
  seed: string,
  tell: (figures: KillFigures) => void = () => undefined,
): Promise<KillFigures> {
  const figures: KillFigures = {
    ...{ kills: 0, inTheRun: 0, runs: 0, requests: 0, admitted: 0, concurrency, mostUnstored: 0, repeated: 0 },
    ...{ lost: 0, duplicated: 0, invalid: 0, askedAgain: 0, different: 0, failed: 0, remarks: [] },
  };
  while (figures.kills < kills) {
    await runKilled(`${seed}/${figures.runs}`, kills, figures, tell);
    figures.runs += 1;
  }
  return figures;
}

async function runKilled(
  seed: string,
  kills: number,
  figures: KillFigures,
  tell: (figures: KillFigures) => void,
): Promise<void> {
  const random = randomFrom(seed);
  const randomSeed = random.integer(0, 1_000_000);
  const remark = (what: string) => figures.remarks.push(`${seed}: ${what}`);
  const start = ['--rounds', '2', '--random-seed', String(randomSeed)];
  const latency = randomFrom(`${seed}/latency`);
  const server = await startLoopbackServer({ latencyMs: () => latency.integer(0, 25) });
  const { origin } = new URL(server.baseUrl);
  const args = (folder: string, goal: readonly string[]) => [
    ...['generate', folder, ...goal, '--base-url', server.baseUrl, '--model-id', model],
    ...['--concurrency', String(concurrency), '--json'],
  ];
  try {
    const expected = await withDataset(recipe, async (folder) => {
      await run(args(folder, start));
      return outcomeOf(folder);
    });
    const undisturbed = server.requests.length;
    await withDataset(recipe, async (folder) => {
      const told: string[] = [];
      let begun = false;
      for (;;) {
        const stored = await storedReplies(folder);
        const had = (await readFileLines(path.join(folder, 'generated_tasks.jsonl'))).records;
        const from = server.requests.length;
        const kill = figures.kills < kills ? random : undefined;
        const { exit, err, killed } = await run(args(folder, begun ? ['--resume'] : start), kill);
        const bodies = server.requests.slice(from).map(({ body }) => body);
        figures.requests += bodies.length;
        const again = answered(stored, bodies, { origin, randomSeed });
        figures.askedAgain += again.length;
        if (again.length > 0) remark(`${again[0]?.slot} was asked again`);
        told.push(...admittedIn(err));
        begun ||= err.includes('random seed');
        const after = await storedReplies(folder);
        const unstored = bodies.length - (after.length - stored.length);
        await checkFiles(folder, figures, remark, {
          lostAmong: (tasks) => lostAmong(tasks, had, told),
          whole: !killed,
        });
        if (!killed) {
          // A run that was done when its process was killed has nothing to go on with, and the process says so.
          const wasDone = err.includes('No run was interrupted') && (await endedAs(folder)) === 'rounds';
          if (exit !== 0 && !wasDone) {
            figures.failed += 1;
            remark(`exit ${exit}: ${err.slice(-300)}`);
          }
          break;
        }
        figures.kills += 1;
        if (err.includes('random seed')) figures.inTheRun += 1;
        figures.mostUnstored = Math.max(figures.mostUnstored, unstored);
        if (unstored > concurrency) remark(`${unstored} requests were sent and not stored`);
        tell(figures);
      }
      const bodies = server.requests.slice(undisturbed).map(({ body }) => JSON.stringify(body));
      figures.repeated += bodies.length - new Set(bodies).size;
      const found = await outcomeOf(folder);
      figures.admitted += (found.admitted as unknown[]).length;
      const differ = differences(found, expected);
      if (differ.length > 0) {
        figures.different += 1;
        remark(`differs in ${differ.join('; ')}`);
      }
    });
  } finally {
    await server.close();
  }
}

/** Runs the command line to its end, or to a kill at a moment that is drawn: most of them after the run began. */
async function run(args: readonly string[], kill?: Random) {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...env } = process.env;
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  let err = '';
  const began = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
      if (err.includes('random seed')) resolve();
    });
  });
  const closed = once(child, 'close').then(([exit]) => exit as number | null);
  if (kill) {
    const early = kill.chance(0.15);
    const waitMs = early ? kill.integer(0, 400) : kill.integer(0, 500);
    await Promise.race([(early ? Promise.resolve() : began).then(() => sleep(waitMs)), closed]);
    child.kill('SIGKILL');
  }
  const exit = await closed;
  return { exit, err, killed: exit === null };
}

/** First lines of the instructions that the process said were admitted; the last line may be half a line. */
function admittedIn(err: string): string[] {
  return err
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('  + '))
    .map((line) => line.slice(4).replace(/…$/u, ''));
}

/** Tasks that the process told of by the first lines of their instructions, or that stood in the file, and are not there. */
function lostAmong(
  tasks: readonly Record<string, unknown>[],
  had: readonly Record<string, unknown>[],
  told: readonly string[],
): number {
  const instructions = tasks.map(({ instruction }) => String(instruction).trim());
  return (
    told.filter((first) => !instructions.some((instruction) => instruction.startsWith(first))).length +
    had.filter((task, at) => !isDeepStrictEqual(task, tasks[at])).length
  );
}
