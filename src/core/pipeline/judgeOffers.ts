import { createHash } from 'node:crypto';
import { distinctFlags, type LanguageCheck, type LanguageVerdict } from '../language/languageCheck.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Derived } from '../model/derive.ts';
import type { Recipe } from '../model/recipe.ts';
import { measureNote } from '../model/similarity.ts';
import type { GeneratedTask, Instance, Novelty, Provenance, Task, TaskFlag } from '../model/task.ts';
import type { PromptName, PromptSet } from '../prompts/promptSet.ts';
import type { ParsedReply } from '../prompts/readReply.ts';
import type { NoveltyPool } from '../similarity/noveltyPool.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import type { StoredReply } from '../store/replyStore.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import { createInstructionFilter, type Dropped } from './filterInstruction.ts';
import { createInstanceFilter, type InstanceFilter } from './instanceFilter.ts';
import { modelOf } from './modelOf.ts';
import type { Answer, Offer } from './steps.ts';

/** An instruction that passed the filters and waits for its instances. */
export interface Survivor {
  readonly id: string;
  readonly index: number;
  readonly offer: Offer;
  readonly novelty: Novelty;
  readonly flags: readonly TaskFlag[];
  readonly provenance: Provenance;
}

export interface Judged {
  readonly candidates: number;
  readonly filtered: readonly FilteredCandidate[];
  readonly survivors: readonly Survivor[];
  /** True where the reply could not be read at all. */
  readonly failed: boolean;
}

/** What one survivor came to: a task, or nothing, with the instances that were dropped on the way. */
export interface Completed {
  readonly task?: GeneratedTask;
  readonly filtered: readonly FilteredCandidate[];
}

/** What is particular to the offers of a derived run. */
export interface JudgeMore {
  readonly derived: Derived;
  /** Filters on the instruction's text that come before the pool. */
  readonly check?: (instruction: string) => Dropped | undefined;
  /** A task that an offer may be near to. */
  readonly mayBeNear?: string;
}

interface JudgeOptions {
  readonly recipe: Recipe;
  readonly prompts: PromptSet;
  readonly tokenize: Tokenizer;
  readonly language: LanguageCheck;
  readonly pool: Pick<NoveltyPool, 'nearest' | 'put'>;
  readonly run: string;
  readonly randomSeed: number;
  readonly roundOf: (request: number) => number;
  readonly client: ModelClient;
  readonly version: string;
}

/** The suffix under which an edited task's own text stands in the pool. */
const originalSuffix = /#original$/u;

/**
 * Decides what becomes of a request's offers. It is called in the order of the request numbers, because each instruction
 * that passes joins the pool at once and the next one is compared with it.
 */
export class OfferJudge {
  readonly #options: JudgeOptions;
  readonly #filter: ReturnType<typeof createInstructionFilter>;
  readonly #filterInstances: InstanceFilter;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#filter = createInstructionFilter(options.recipe, options.tokenize);
    this.#filterInstances = createInstanceFilter(options.recipe.filters.maxInstances, options.tokenize);
  }

  /** The filters on instructions, the text ones first and the pool last. */
  async judge(
    plan: Pick<RequestPlan, 'request' | 'demonstrations'>,
    shown: readonly Task[],
    answer: Answer<ParsedReply<Offer>>,
    more?: JudgeMore,
  ): Promise<Judged> {
    const { reply } = answer;
    const made = more ? { derived: more.derived } : {};
    if ('unreadable' in answer) {
      const unread = this.dropped(plan.request, 0, 'reply', reply, {
        ...made,
        filter: 'unparsable',
        detail: answer.unreadable,
        instruction: reply.reply.text,
      });
      return { candidates: 0, filtered: [unread], survivors: [], failed: true };
    }
    const demonstrations = shown.map(({ instruction }) => instruction);
    const { items, cutOff } = answer.parsed;
    const filtered: FilteredCandidate[] = [];
    const survivors: Survivor[] = [];
    for (const [index, offer] of items.entries()) {
      const instruction = offer.instruction.trim();
      const drop = (reason: Partial<FilteredCandidate> & Pick<FilteredCandidate, 'filter'>) =>
        filtered.push(
          this.dropped(plan.request, index, 'instruction', reply, {
            ...reason,
            ...made,
            instruction,
            ...(offer.instances ? { instances: offer.instances } : {}),
            ...(offer.isClassification === undefined ? {} : { isClassification: offer.isClassification }),
          }),
        );
      const unfit = this.#filter(instruction, demonstrations) ?? more?.check?.(instruction);
      if (unfit) {
        drop(unfit);
        continue;
      }
      const inLanguage = this.#options.language.judgeInstruction(instruction);
      if (inLanguage.drop) {
        drop(inLanguage.drop);
        continue;
      }
      const { pool, recipe } = this.#options;
      const measured = measureNote(recipe.filters.measure);
      const origin = more?.mayBeNear;
      const nearest = await pool.nearest(instruction, origin === undefined ? [] : [origin, `${origin}#original`]);
      const near = nearest ? nearest.id.replace(originalSuffix, '') : undefined;
      if (nearest && near && nearest.f > recipe.filters.similarity) {
        drop({ filter: 'similar', score: nearest.f, nearest: near, ...measured });
        continue;
      }
      const id = this.taskId(plan.request, index, instruction);
      await pool.put([{ id, text: instruction }]);
      survivors.push({
        id,
        index,
        offer: { ...offer, instruction },
        novelty: { max: nearest?.f ?? 0, ...(near && nearest && nearest.f > 0 ? { nearest: near } : {}), ...measured },
        flags: inLanguage.flags,
        provenance: {
          ...this.provenance(answer.prompt, reply, plan.request),
          index,
          demonstrations: plan.demonstrations,
          ...made,
        },
      });
    }
    if (cutOff !== undefined) {
      filtered.push(
        this.dropped(plan.request, items.length, 'instruction', reply, {
          filter: 'cut-off',
          instruction: cutOff,
          ...made,
        }),
      );
    }
    return { candidates: items.length + (cutOff === undefined ? 0 : 1), filtered, survivors, failed: false };
  }

  /** The filters on instances; what passes becomes a task. */
  complete(
    survivor: Survivor,
    request: number,
    isClassification: boolean,
    made: {
      readonly instances: readonly Instance[];
      readonly cutOff?: string | undefined;
      readonly prompt: PromptName;
      readonly reply: StoredReply;
    },
  ): Completed {
    const { instruction } = survivor.offer;
    const { language } = this.#options;
    const { kept, dropped, flags } = this.#filterInstances(made.instances, (instance) =>
      language.judgeInstance(instance, instruction),
    );
    const lost = [
      ...dropped,
      ...(made.cutOff === undefined
        ? []
        : [{ filter: 'unfinished' as const, instance: { input: '', output: made.cutOff } }]),
    ];
    const derived = originOf(survivor);
    const filtered = lost.map(({ instance, filter, detail }, number) =>
      this.dropped(request, survivor.index, 'instance', made.reply, {
        filter,
        ...(detail === undefined ? {} : { detail }),
        instruction,
        isClassification,
        instances: [instance],
        number,
        ...derived,
      }),
    );
    if (kept.length === 0) {
      const reason = {
        filter: 'no-instances',
        instruction,
        isClassification,
        instances: made.instances,
        task: survivor.id,
        ...derived,
      } as const;
      return { filtered: [...filtered, this.dropped(request, survivor.index, 'task', made.reply, reason)] };
    }
    const provenance = this.provenance(made.prompt, made.reply, request);
    const instances = kept.map((instance) => ({ ...instance, provenance }));
    return {
      filtered,
      task: this.task({ ...survivor, flags: [...survivor.flags, ...flags] }, instances, isClassification),
    };
  }

  /** Judges the language of an instance that came to be in another way than by the usual steps. */
  inLanguage(instance: Instance, instruction: string): LanguageVerdict {
    return this.#options.language.judgeInstance(instance, instruction);
  }

  /** The task that a survivor becomes with these instances. */
  task(survivor: Survivor, instances: readonly Instance[], isClassification: boolean): GeneratedTask {
    const flags = distinctFlags(survivor.flags);
    return {
      kind: 'generated',
      id: survivor.id,
      instruction: survivor.offer.instruction,
      instances,
      isClassification,
      rev: 1,
      novelty: survivor.novelty,
      ...(flags.length > 0 ? { flags } : {}),
      provenance: survivor.provenance,
    };
  }

  /** A survivor whose later reply could not be read. */
  unreadable(survivor: Survivor, request: number, reply: StoredReply, detail: string): Completed {
    const { instruction } = survivor.offer;
    const reason = { filter: 'unparsable', detail, instruction, task: survivor.id, ...originOf(survivor) } as const;
    return { filtered: [this.dropped(request, survivor.index, 'task', reply, reason)] };
  }

  provenance(prompt: PromptName, { reply, at }: StoredReply, request: number): Provenance {
    const { client, run, roundOf, version, prompts } = this.#options;
    const { connection, model, practice } = modelOf(client, prompt);
    return {
      connection,
      model,
      servedModel: reply.servedModel,
      ...(practice ? { practice: true } : {}),
      parameters: { ...prompts.sampling(prompt) },
      promptHash: prompts.hash(prompt),
      run,
      round: roundOf(request),
      request,
      at,
      version,
    };
  }

  /** A line for the ledger. `number` tells apart what one filter dropped at one place. */
  dropped(
    request: number,
    index: number,
    stage: FilteredCandidate['stage'],
    { at }: StoredReply,
    reason: Partial<FilteredCandidate> &
      Pick<FilteredCandidate, 'filter' | 'instruction'> & { readonly number?: number },
  ): FilteredCandidate {
    const { run, roundOf, client } = this.#options;
    const { number = 0, ...rest } = reason;
    const id = `f_${digest([run, request, index, stage, reason.filter, number])}`;
    const place = { run, round: roundOf(request), request, index };
    return { id, ...place, stage, ...rest, ...(client.practice ? { practice: true } : {}), at };
  }

  /** A hash of the first content with a part drawn from the run's random seed; it never changes afterwards. */
  taskId(request: number, index: number, instruction: string): string {
    return `t_${digest([this.#options.run, this.#options.randomSeed, request, index, instruction])}`;
  }
}

function originOf({ provenance: { derived } }: Survivor): { readonly derived?: Derived } {
  return derived ? { derived } : {};
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
