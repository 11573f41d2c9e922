import { createOpenAiClient } from '../../src/core/llm/openaiClient.ts';
import { generate } from '../../src/core/pipeline/generate.ts';
import { GenerateError } from '../../src/core/pipeline/generateError.ts';
import type { Goal } from '../../src/core/pipeline/prepareRun.ts';
import { type Fault, type Faults, startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { type Random, randomFrom } from '../../src/core/random.ts';
import { Dataset } from '../../src/core/store/dataset.ts';
import { type Disk, nodeDisk } from '../../src/core/store/disk.ts';
import { faultyDisk } from './faultyDisk.ts';
import { answered, checkFiles, differences, endedAs, model, outcomeOf, storedReplies, withDataset } from './files.ts';

/** What a campaign of faults came to. All after `faults` must be 0. */
export interface FaultFigures {
  rounds: number;
  sessions: number;
  requests: number;
  admitted: number;
  diskFailures: number;
  readonly faults: Record<string, number>;
  /** Admitted tasks that events told of and no file has. */
  lost: number;
  /** Tasks, dropped candidates or admissions that stand twice. */
  duplicated: number;
  /** Lines that are no JSON, torn last lines that a later session left, and problems that the dataset reports. */
  invalid: number;
  /** Requests whose reply was on disk before they were sent. */
  askedAgain: number;
  /** Rounds that came to something else than the same round undisturbed. */
  different: number;
  /** Rounds that never ended. */
  unfinished: number;
  /** Errors that no user should see: neither the disk's nor an explanation of ours. */
  unexplained: number;
  /** Where something was wrong: number of the round and what. */
  readonly remarks: string[];
}

const timeoutMs = 120;
/** A round has so many sessions with faults; the last ones are left in peace. */
const disturbedSessions = 8;

/** Faults that pass: asked again, the endpoint answers as if nothing had been. */
function passingFault(random: Random): Fault {
  return random.pick<() => Fault>([
    () => ({ kind: 'status', status: 429, retryAfterSeconds: random.integer(0, 90) }),
    () => ({ kind: 'status', status: 429 }),
    () => ({ kind: 'status', status: 500 }),
    () => ({ kind: 'status', status: 503 }),
    () => ({ kind: 'cut' }),
    () => ({ kind: 'hang' }),
    () => ({ kind: 'malformed' }),
    () => ({ kind: 'empty-choices' }),
    () => ({ kind: 'huge' }),
    () => ({ kind: 'slow', ms: random.integer(1, 60) }),
  ])();
}

/** Faults in what the model says: they hang on the question, so that they are the same whenever it is asked. */
function contentFault(seed: string, probability: number, body: object): Fault | undefined {
  const random = randomFrom(`${seed}/${JSON.stringify(body)}`);
  if (!random.chance(probability)) return undefined;
  const kinds = ['garbage', 'wrong-schema', 'truncated', 'length', 'duplicate-choices'] as const;
  return { kind: random.pick(kinds) };
}

/** Rounds over real HTTP with faults at random, each with the same round undisturbed beside it. */
export async function runFaultRounds(
  rounds: number,
  seed: string,
  tell: (figures: FaultFigures) => void = () => undefined,
): Promise<FaultFigures> {
  const figures: FaultFigures = {
    ...{ rounds: 0, sessions: 0, requests: 0, admitted: 0, diskFailures: 0, faults: {} },
    ...{ lost: 0, duplicated: 0, invalid: 0, askedAgain: 0, different: 0, unfinished: 0, unexplained: 0, remarks: [] },
  };
  for (let round = 0; round < rounds; round += 1) {
    await runFaultRound(`${seed}/${round}`, figures);
    figures.rounds += 1;
    tell(figures);
  }
  return figures;
}

async function runFaultRound(seed: string, figures: FaultFigures): Promise<void> {
  const random = randomFrom(seed);
  const recipe = {
    connection: 'loopback',
    recipe: random.chance(0.3) ? 'single-call' : 'self-instruct',
    round: { requests: random.integer(2, 4), waveSize: random.integer(1, 4), concurrency: random.integer(1, 6) },
  };
  const randomSeed = random.integer(0, 1_000_000);
  const contentShare = random.pick([0, 0.1, 0.3]);
  const passingShare = random.pick([0.05, 0.2, 0.45]);
  const diskShare = random.pick([0, 0.01, 0.04]);
  const ofContent = (body: object) => contentFault(seed, contentShare, body);
  const expected = await withDataset(recipe, async (folder) => {
    await runSession({ folder, disk: nodeDisk, goal: { rounds: 2 }, randomSeed, faults: (_, body) => ofContent(body) });
    return outcomeOf(folder);
  });
  const remark = (what: string) => figures.remarks.push(`${seed}: ${what}`);
  await withDataset(recipe, async (folder) => {
    const told = new Set<string>();
    let ended: string | undefined;
    for (let session = 0; session < disturbedSessions + 4 && !done(ended); session += 1) {
      const disturbed = session < disturbedSessions;
      const disk = faultyDisk(random, disturbed ? diskShare : 0);
      const before = await storedReplies(folder);
      const faults: Faults = (_, body) => {
        const passing = disturbed && random.chance(passingShare) ? passingFault(random) : undefined;
        // A slow reply is a reply, with what is wrong with it.
        const fault = passing === undefined || passing.kind === 'slow' ? (ofContent(body) ?? passing) : passing;
        if (fault) {
          const name = nameOf(fault);
          figures.faults[name] = (figures.faults[name] ?? 0) + 1;
        }
        return fault;
      };
      const ran = await runSession({
        ...{ folder, disk, randomSeed, faults },
        goal: session === 0 || ended === 'not-begun' ? { rounds: 2 } : 'resume',
        ...(disturbed && random.chance(0.3) ? { stopAfter: random.integer(1, 20) } : {}),
        ...(disturbed ? { clock: random } : {}),
      });
      figures.sessions += 1;
      figures.requests += ran.bodies.length;
      figures.diskFailures += disk.failures;
      ended = ran.ended;
      if (ran.unexplained) {
        figures.unexplained += 1;
        remark(ran.unexplained);
      }
      for (const id of ran.admitted) {
        if (told.has(id)) {
          figures.duplicated += 1;
          remark(`${id} was admitted twice`);
        }
        told.add(id);
      }
      const again = answered(before, ran.bodies, { origin: ran.origin, randomSeed });
      figures.askedAgain += again.length;
      if (again.length > 0) remark(`${again[0]?.slot} was asked again`);
      await checkFiles(folder, figures, remark, {
        lostAmong: (tasks) => {
          const there = new Set(tasks.map(({ id }) => id));
          return [...told].filter((id) => !there.has(id)).length;
        },
        whole: done(ended),
      });
    }
    figures.admitted += told.size;
    if (!done(ended)) {
      figures.unfinished += 1;
      remark(`ended as ${ended}`);
    } else {
      const found = await outcomeOf(folder);
      const differ = differences(found, expected);
      if (differ.length > 0) {
        figures.different += 1;
        remark(`differs in ${differ.join('; ')}`);
      }
    }
  });
}

const done = (ended: string | undefined) => ended === 'rounds' || ended === 'saturated';

const nameOf = (fault: Fault) =>
  fault.kind === 'status'
    ? `${fault.status}${fault.retryAfterSeconds === undefined ? '' : ' with Retry-After'}`
    : fault.kind;

interface SessionOptions {
  readonly folder: string;
  readonly disk: Disk;
  readonly goal: Goal;
  readonly randomSeed: number;
  readonly faults: Faults;
  /** The run is stopped after so many events. */
  readonly stopAfter?: number;
  /** Draws how far the clock jumps at every look at it. */
  readonly clock?: Random;
}

async function runSession({ folder, disk, goal, randomSeed, faults, stopAfter, clock }: SessionOptions) {
  const server = await startLoopbackServer({ faults });
  const stop = new AbortController();
  const admitted: string[] = [];
  // The port is part of a reply's key, and each session has a server of its own: to the run it is always the same address.
  const client = {
    ...createOpenAiClient({ name: 'loopback', baseUrl: server.baseUrl }, model, { timeoutMs }),
    origin: 'http://127.0.0.1',
  };
  let [ended, unexplained]: (string | undefined)[] = [];
  const realNow = Date.now;
  const jump = () => (clock ? clock.integer(-100_000_000, 100_000_000) : 0);
  if (clock) Date.now = () => realNow() + jump();
  try {
    const dataset = await Dataset.open(disk, folder);
    const running = generate({
      ...{ dataset, client, goal, version: 'campaign', randomSeed, signal: stop.signal },
      now: () => new Date(realNow() + jump()),
      wait: () => Promise.resolve(),
    });
    for (let events = 1; ; events += 1) {
      const next = await running.next();
      if (next.done) {
        ended = next.value.ended;
        break;
      }
      if (next.value.type === 'admitted') admitted.push(next.value.task.id);
      if (events === stopAfter) stop.abort(new DOMException('Stopped.', 'AbortError'));
    }
  } catch (error) {
    ended = 'failed';
    if (error instanceof GenerateError && error.code === 'nothing-to-resume')
      ended = (await endedAs(folder)) ?? 'not-begun';
    else if (!isDisk(error)) unexplained = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    Date.now = realNow;
    await server.close();
  }
  return { ended, unexplained, admitted, bodies: server.requests.map(({ body }) => body), origin: client.origin };
}

/** The disk's own refusal, by itself or in our words. */
function isDisk(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (error instanceof GenerateError && code === 'disk') || code === 'ENOSPC' || code === 'EACCES';
}
