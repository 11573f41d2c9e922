import type { GeneratedTask, Task } from '../model/task.ts';
import type { Snapshot } from '../store/dataset.ts';
import { type DemonstrationPool, demonstrationPool, noveltyPool } from '../store/whatCounts.ts';

/**
 * What a run compares with and shows: the dataset as it was at the first request of the session, and what the run has
 * admitted since. Requests of this run that are to be done again (they were cut short by a stop) are not in it.
 */
export class RunPool {
  /** Every text that a candidate of this session is first compared with. */
  readonly compared: readonly { readonly id: string; readonly text: string }[];
  /** Tasks on disk that this session will come to again: pending or accepted ones of requests not done. */
  readonly toBeDoneAgain: number;
  readonly #start: DemonstrationPool;
  readonly #tasks = new Map<string, Task>();
  readonly #onDisk: ReadonlySet<string>;
  /** Tasks of this run with the wave in which they were admitted. */
  readonly #own: { readonly task: GeneratedTask; readonly wave: number; readonly accepted: boolean }[] = [];
  readonly #waveSize: number;

  constructor(snapshot: Snapshot, run: string, firstRequest: number) {
    // What a person brought back is no work of the run's, which does not come to it again.
    const isOwn = ({ provenance }: GeneratedTask) => provenance?.run === run && !provenance.rescued;
    const isAgain = (task: GeneratedTask) => isOwn(task) && (task.provenance?.request ?? 0) >= firstRequest;
    const generated = [...snapshot.generated.map(({ task }) => task), ...snapshot.deleted];
    const again = new Set(generated.filter(isAgain).map(({ id }) => id));
    this.#waveSize = snapshot.recipe.round.waveSize;
    this.compared = [
      ...noveltyPool(snapshot).filter(({ id }) => !again.has(id.replace(/#original$/u, ''))),
      // Instructions of this run that passed the filters and got no instance stand in its pool until it ends.
      ...snapshot.filtered
        .filter(({ run: of, stage, rescueOf }) => of === run && stage === 'task' && rescueOf === undefined)
        .filter(({ request }) => request < firstRequest)
        .map(({ id, task = id, instruction }) => ({ id: task, text: instruction })),
    ];
    const start = demonstrationPool(snapshot);
    const earlier = (task: GeneratedTask) => !again.has(task.id) && !isOwn(task);
    this.#start = { ...start, accepted: start.accepted.filter(earlier), pending: start.pending.filter(earlier) };
    for (const task of [...start.seeds, ...generated]) this.#tasks.set(task.id, task);
    const accepted = new Set(start.accepted);
    for (const task of [...start.accepted, ...start.pending]) {
      if (again.has(task.id) || !isOwn(task)) continue;
      const wave = Math.floor((task.provenance?.request ?? 0) / this.#waveSize);
      this.#own.push({ task, wave, accepted: accepted.has(task) });
    }
    this.toBeDoneAgain = [...start.accepted, ...start.pending].filter(({ id }) => again.has(id)).length;
    this.#onDisk = new Set([
      ...again,
      ...snapshot.filtered.filter(({ run: of, request }) => of === run && request >= firstRequest).map(({ id }) => id),
    ]);
  }

  /** Whether a record of a request that is done again was written before. */
  isOnDisk(id: string): boolean {
    return this.#onDisk.has(id);
  }

  task(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  admit(task: GeneratedTask, request: number): void {
    this.#tasks.set(task.id, task);
    this.#own.push({ task, wave: Math.floor(request / this.#waveSize), accepted: false });
  }

  /** What may be shown once `lastWave` and all waves before it are admitted. What this session admits is pending. */
  demonstrations(lastWave: number): DemonstrationPool {
    const own = this.#own.filter(({ wave }) => wave <= lastWave);
    const inState = (wanted: boolean) => own.filter(({ accepted }) => accepted === wanted).map(({ task }) => task);
    return {
      seeds: this.#start.seeds,
      accepted: [...this.#start.accepted, ...inState(true)],
      pending: [...this.#start.pending, ...inState(false)],
    };
  }
}
