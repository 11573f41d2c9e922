import type { SimilarityMeasure } from '../../model/recipe.ts';
import { measureNote } from '../../model/similarity.ts';
import type { Instance, Task } from '../../model/task.ts';
import { createUnits } from '../../similarity/measure.ts';
import { NoveltyIndex } from '../../similarity/noveltyIndex.ts';
import type { NoveltyPoolOptions } from '../../similarity/noveltyPool.ts';
import { findUnsound } from '../filterInstances.ts';
import type { Dropped } from '../filterInstruction.ts';

/** Requests in a row of which nothing was kept, after which an instruction is left alone. */
const fruitless = 3;

/** What the filters said of one instance that was offered. */
export interface InstanceVerdict extends Dropped {
  readonly score?: number;
  readonly nearest?: string;
  readonly measure?: SimilarityMeasure;
}

/** One instruction and all that stands under it: its own instances, and those that were grown. */
export class GrowGroup {
  /** The task that stands for the instruction. */
  readonly origin: Task;
  /** Instances that a person wrote or accepted, and the others that nobody rejected. */
  readonly reviewed: Instance[] = [];
  readonly others: Instance[] = [];
  /** Instances by label; empty where the task is no classification. */
  readonly labels = new Map<string, number>();
  readonly #inputs = new Set<string>();
  readonly #measure: SimilarityMeasure;
  readonly #index: NoveltyIndex;
  #dry = 0;

  constructor(origin: Task, { threshold, language, measure = 'rouge-l' }: NoveltyPoolOptions) {
    this.origin = origin;
    this.#measure = measure;
    this.#index = new NoveltyIndex({ threshold, measure, tokenize: createUnits({ language, measure }) });
  }

  get count(): number {
    return this.reviewed.length + this.others.length;
  }

  /** Whether the model has nothing new to say under this instruction. */
  get isDry(): boolean {
    return this.#dry >= fruitless;
  }

  /** Takes in an instance that is there. Rejected and held-out ones (`standing` none) are only compared with. */
  add(instance: Instance, id: string, standing: 'reviewed' | 'other' | 'none'): void {
    this.#inputs.add(inputKey(instance));
    this.#index.replace(`${id}/${this.#index.size}`, textOf(instance));
    if (standing === 'none') return;
    const label = instance.output.trim();
    if (standing === 'reviewed') this.reviewed.push(instance);
    else this.others.push(instance);
    if (this.origin.isClassification && (standing === 'reviewed' || this.labels.has(label))) {
      this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
    }
  }

  /** Why an offered instance is not kept; `undefined` where it is. */
  judge(instance: Instance, label: string | undefined): InstanceVerdict | undefined {
    const unsound = findUnsound(instance);
    if (unsound) return unsound;
    const output = instance.output.trim();
    if (label !== undefined && output !== label)
      return { filter: 'other-label', detail: `“${output}”, not “${label}”` };
    if (this.#inputs.has(inputKey(instance))) return { filter: 'duplicate-instance' };
    const text = textOf(instance);
    const decision = this.#index.decide(text);
    if (!decision.similar) return undefined;
    const nearest = this.#index.nearest(text);
    return {
      filter: 'similar-instance',
      ...measureNote(this.#measure),
      ...(nearest ? { score: nearest.f, nearest: nearest.id.slice(0, nearest.id.lastIndexOf('/')) } : {}),
    };
  }

  /** Notes how many instances of a request were kept. */
  asked(kept: number): void {
    this.#dry = kept === 0 ? this.#dry + 1 : 0;
  }
}

function textOf({ input, output }: Instance): string {
  return `${input}\n${output}`;
}

/** Two inputs that differ in spaces or in the composition of their characters alone are one. */
function inputKey({ input }: Instance): string {
  return input.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
