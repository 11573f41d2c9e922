import path from 'node:path';
import type { FilterName } from '../model/candidate.ts';
import type { DerivedStep, DerivePlan } from '../model/derive.ts';
import type { ImproveOutcome, ImprovePlan, ImproveStep } from '../model/improve.ts';
import type { Ended } from '../model/round.ts';
import { appendLines } from './appendLines.ts';
import type { Disk } from './disk.ts';
import { parseJsonl } from './jsonl.ts';
import type { DatasetPaths } from './paths.ts';

/** What a run was started with: enough to go on with it as if it had never stopped. */
export interface RunHeader {
  readonly type: 'run';
  readonly run: string;
  readonly randomSeed: number;
  readonly recipeHash: string;
  readonly promptHash: string;
  readonly connection: string;
  readonly origin: string;
  readonly model: string;
  readonly firstRound: number;
  /** Set where the run has waves of another size than its recipe: batches have large ones. */
  readonly waveSize?: number;
  readonly goal: RunGoal;
  /** Set for a run that makes tasks from chosen tasks or texts. */
  readonly derive?: DeriveHeader;
  /** Set for a run that writes about tasks which are there. */
  readonly improve?: ImproveHeader;
  readonly at: string;
}

/** What a derived run was asked for. */
export interface DeriveHeader {
  readonly step: DerivedStep;
  /** Ids of the chosen tasks; absent for all that may be used. */
  readonly tasks?: readonly string[];
  readonly to?: number;
  /** Tells apart what else was asked for: the passages, the kinds. */
  readonly of?: string;
}

/** What a run about tasks was asked for. */
export interface ImproveHeader {
  readonly step: ImproveStep;
  /** Tells apart what was asked for: the tasks, and how. */
  readonly of: string;
}

/** Until the run has done so many rounds in all, or so many tasks are pending or accepted. */
export type RunGoal = { readonly rounds: number } | { readonly target: number };

/** The demonstrations drawn for one request, fixed before it is sent. */
export interface RequestPlan {
  readonly type: 'plan';
  readonly request: number;
  readonly prompt: 'instructions' | 'classificationInstructions' | 'tasks';
  readonly demonstrations: readonly string[];
}

/** One request of a run that goes through a list, whole. */
export type ListedPlan = DerivePlan | ImprovePlan;

/** Requests of such a run, planned together: one line, so that a torn one is none of them. */
interface ListPlanned {
  readonly type: 'derive' | 'improve';
  readonly plans: readonly ListedPlan[];
}

/** A request whose results are all on disk. */
export interface RequestDone {
  readonly type: 'done';
  readonly request: number;
  readonly candidates: number;
  readonly admitted: readonly string[];
  readonly instances: number;
  readonly filtered: Readonly<Partial<Record<FilterName, number>>>;
  readonly failed: number;
  /** Set where the request was about a task that is there: lines written, and what it came to. */
  readonly improved?: { readonly written: number; readonly outcome: ImproveOutcome };
}

/** A request that a target cut short: counted once already, and done again by the session that goes on. */
interface RequestPartial extends Omit<RequestDone, 'type'> {
  readonly type: 'partial';
  readonly replies: number;
}

/** A line was written to `rounds.jsonl`: it covers the requests up to `request`. */
interface RoundRecorded {
  readonly type: 'recorded';
  readonly round: number;
  readonly request: number;
}

interface RunEnded {
  readonly type: 'ended';
  readonly ended: Ended;
}

interface RunResumed {
  readonly type: 'resumed';
  readonly goal: RunGoal;
  readonly at: string;
}

type Entry =
  | RunHeader
  | RequestPlan
  | ListPlanned
  | RequestDone
  | RequestPartial
  | RoundRecorded
  | RunEnded
  | RunResumed;

/** The log of one run in `.self-instruct/runs/`, written as it goes, read when it is resumed. */
export class RunJournal {
  readonly #disk: Disk;
  readonly #file: string;
  readonly header: RunHeader;
  readonly plans = new Map<number, RequestPlan>();
  readonly listed = new Map<number, ListedPlan>();
  readonly done = new Map<number, RequestDone>();
  /** The request that a target cut short, if there is one; kept after it is done. */
  readonly partial = new Map<number, RequestPartial>();
  #goal: RunGoal;
  #ended: Ended | undefined;
  #recordedRequest = -1;
  #recordedLines = 0;

  private constructor(disk: Disk, file: string, header: RunHeader) {
    this.#disk = disk;
    this.#file = file;
    this.header = header;
    this.#goal = header.goal;
  }

  static async create(
    disk: Disk,
    paths: DatasetPaths,
    header: RunHeader,
    plans: readonly ListedPlan[] = [],
  ): Promise<RunJournal> {
    await disk.makeFolder(paths.runs);
    const journal = new RunJournal(disk, path.join(paths.runs, `${header.run}.jsonl`), header);
    await journal.#append(header, ...(plans.length > 0 ? [journal.#planned(plans)] : []));
    return journal;
  }

  /** The journal of the run that was started last; `undefined` where there is none that can be read. */
  static async latest(disk: Disk, paths: DatasetPaths): Promise<RunJournal | undefined> {
    return (await RunJournal.all(disk, paths)).at(-1);
  }

  /** The journals of all runs that can be read, in the order in which the runs were started. */
  static async all(disk: Disk, paths: DatasetPaths): Promise<readonly RunJournal[]> {
    const journals: RunJournal[] = [];
    for (const name of await disk.list(paths.runs)) {
      if (name.endsWith('.jsonl')) journals.push(...(await RunJournal.#read(disk, path.join(paths.runs, name))));
    }
    return journals.sort((a, b) => a.header.firstRound - b.header.firstRound || (a.header.at < b.header.at ? -1 : 1));
  }

  static async #read(disk: Disk, file: string): Promise<RunJournal[]> {
    const { lines } = await parseJsonl((await disk.read(file)) ?? Buffer.alloc(0));
    const entries = lines.map(({ value }) => value as Entry | undefined);
    // Half a header may stand before it, where the disk took no more at the first try.
    const [first, ...rest] = entries.slice(entries.findIndex((entry) => entry?.type === 'run'));
    if (first?.type !== 'run') return [];
    const journal = new RunJournal(disk, file, first);
    for (const entry of rest) if (entry) journal.#apply(entry);
    return [journal];
  }

  get run(): string {
    return this.header.run;
  }

  get goal(): RunGoal {
    return this.#goal;
  }

  /** How the run ended; `undefined` while it goes on, or where it was killed. */
  get ended(): Ended | undefined {
    return this.#ended;
  }

  /** The first request whose results are not all on disk. */
  get nextRequest(): number {
    let request = 0;
    while (this.done.has(request)) request += 1;
    return request;
  }

  /** Requests covered by `rounds.jsonl` so far: the last one's number, −1 for none. */
  get recordedRequest(): number {
    return this.#recordedRequest;
  }

  /** Lines about this run in `rounds.jsonl` that the journal knows of. */
  get recordedLines(): number {
    return this.#recordedLines;
  }

  plan(plans: readonly RequestPlan[]): Promise<void> {
    return this.#append(...plans);
  }

  planListed(plans: readonly ListedPlan[]): Promise<void> {
    return this.#append(this.#planned(plans));
  }

  #planned(plans: readonly ListedPlan[]): ListPlanned {
    return { type: this.header.improve ? 'improve' : 'derive', plans };
  }

  markDone(done: readonly Omit<RequestDone, 'type'>[]): Promise<void> {
    return this.#append(...done.map((each) => ({ type: 'done', ...each }) as const));
  }

  markPartial(partial: Omit<RequestPartial, 'type'>): Promise<void> {
    return this.#append({ type: 'partial', ...partial });
  }

  markRecorded(recorded: Omit<RoundRecorded, 'type'>): Promise<void> {
    return this.#append({ type: 'recorded', ...recorded });
  }

  markEnded(ended: Ended): Promise<void> {
    return this.#append({ type: 'ended', ended });
  }

  markResumed(goal: RunGoal, at: string): Promise<void> {
    return this.#append({ type: 'resumed', goal, at });
  }

  async #append(...entries: readonly Entry[]): Promise<void> {
    await appendLines(this.#disk, this.#file, entries);
    for (const entry of entries) this.#apply(entry);
  }

  #apply(entry: Entry): void {
    switch (entry.type) {
      case 'run':
        return;
      case 'plan':
        this.plans.set(entry.request, entry);
        return;
      case 'derive':
      case 'improve':
        for (const plan of entry.plans) this.listed.set(plan.request, plan);
        return;
      case 'done':
        this.done.set(entry.request, entry);
        return;
      case 'partial':
        this.partial.set(entry.request, entry);
        return;
      case 'recorded':
        this.#recordedRequest = entry.request;
        this.#recordedLines += 1;
        return;
      case 'ended':
        this.#ended = entry.ended;
        return;
      case 'resumed':
        this.#goal = entry.goal;
        this.#ended = undefined;
        return;
    }
  }
}
