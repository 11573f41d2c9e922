import { distinctFlags, type LanguageVerdict } from '../../language/languageCheck.ts';
import type { FilteredCandidate } from '../../model/candidate.ts';
import type { GrowPlan } from '../../model/derive.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { Instance, TaskFlag } from '../../model/task.ts';
import { parseInstances } from '../../prompts/instances.ts';
import type { ParsedReply } from '../../prompts/readReply.ts';
import { randomFrom } from '../../random.ts';
import type { RunHeader } from '../../store/runJournal.ts';
import type { ListedWork } from '../listedWork.ts';
import { renderInstances } from '../renderDemonstrations.ts';
import type { JudgedRequest } from '../requestLine.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { type Answer, askStep } from '../steps.ts';
import type { GrowGroup } from './growGroup.ts';
import { growGroups } from './growGroups.ts';

/** Requests about one instruction that are planned together; what they keep is seen by the next ones. */
const togetherPerInstruction = 4;
/** Instances shown in a request, and how many of them at least are reviewed ones, where there are as many. */
const shownInstances = { all: 6, reviewed: 3 } as const;

type Reply = Answer<ParsedReply<Instance>>;

/**
 * *Grow Instances*: each request asks for some more instances under one instruction, those with the fewest first. What is
 * kept of a request is a task of its own with the same instruction: the one that was accepted stays as it is.
 */
export class GrowInstances implements ListedWork<GrowPlan, Reply> {
  readonly usesPool = false;
  readonly #parts: SessionParts;
  readonly #header: RunHeader;
  readonly #recipe: Recipe;
  readonly #groups: readonly GrowGroup[];
  readonly #byId: ReadonlyMap<string, GrowGroup>;

  constructor({ dataset: { snapshot }, prepared: { journal } }: SessionOptions, parts: SessionParts) {
    this.#parts = parts;
    this.#header = journal.header;
    this.#recipe = snapshot.recipe;
    this.#groups = growGroups(snapshot, journal.header, parts.first);
    this.#byId = new Map(this.#groups.map((group) => [group.origin.id, group]));
    for (let request = 0; request < parts.first; request += 1) {
      const plan = journal.listed.get(request);
      if (plan?.step === 'grow') this.#byId.get(plan.from)?.asked(journal.done.get(request)?.instances ?? 0);
    }
  }

  get ended(): 'target' | 'saturated' {
    return this.#room > 0 && this.#groups.some(({ count }) => count < this.#recipe.grow.perTask)
      ? 'saturated'
      : 'target';
  }

  /** Instances still wanted in all. */
  get #room(): number {
    const { to } = this.#header.derive ?? {};
    return to === undefined ? Number.POSITIVE_INFINITY : to - this.#groups.reduce((sum, { count }) => sum + count, 0);
  }

  next(from: number): readonly GrowPlan[] {
    const { perTask, perRequest } = this.#recipe.grow;
    const open = this.#groups
      .filter(({ count, isDry }) => count < perTask && !isDry)
      .toSorted((one, other) => one.count - other.count)
      .map((group) => ({ group, count: group.count, labels: new Map(group.labels) }));
    let room = this.#room;
    const share = Math.max(1, Math.ceil(room / Math.max(1, open.length)));
    const plans: GrowPlan[] = [];
    for (let turn = 0; turn < togetherPerInstruction; turn += 1) {
      for (const entry of open) {
        const need = Math.min(perTask - entry.count, share, room);
        if (need <= 0) continue;
        const label = fewest(entry.labels);
        const wanted =
          label === undefined ? need : Math.min(need, upToLevel(entry.labels, label, perTask - entry.count));
        const count = Math.min(perRequest, wanted);
        plans.push(this.#plan(entry.group, from + plans.length, count, label));
        entry.count += count;
        room -= count;
        if (label !== undefined) entry.labels.set(label, (entry.labels.get(label) ?? 0) + count);
      }
    }
    return plans;
  }

  #plan({ origin, reviewed, others }: GrowGroup, request: number, count: number, label: string | undefined): GrowPlan {
    const random = randomFrom(`${this.#header.randomSeed}/${this.#header.run}/${request}/shown`);
    const first = random.sample(reviewed, shownInstances.reviewed);
    const rest = [...reviewed, ...others].filter((instance) => !first.includes(instance));
    const drawn = [...first, ...random.sample(rest, shownInstances.all - first.length)];
    return {
      request,
      step: 'grow',
      from: origin.id,
      instruction: origin.instruction,
      count,
      ...(label === undefined ? {} : { label }),
      shown: random.sample(drawn, drawn.length).map(({ input, output }) => ({ input, output })),
    };
  }

  ask({ request, instruction, count, label, shown }: GrowPlan): Promise<Reply> {
    const prompt = label === undefined ? 'growInstances' : 'growLabelled';
    const values = {
      instruction,
      count: String(count),
      examples: renderInstances(shown, this.#parts.steps.prompts.language(prompt), label !== undefined),
      ...(label === undefined ? {} : { label }),
    };
    return askStep(this.#parts.steps, prompt, { slot: `${request}/grow`, request }, values, parseInstances);
  }

  async judge({ request, from, instruction, count, label }: GrowPlan, answer: Reply): Promise<JudgedRequest> {
    const { judge } = this.#parts;
    const { reply, prompt } = answer;
    const group = this.#byId.get(from);
    if (!group) throw new Error(`The task ${from}, under which instances grow, is gone.`);
    const derived = { step: 'grow', from } as const;
    const { isClassification } = group.origin;
    const filtered: FilteredCandidate[] = [];
    const drop = (
      index: number,
      stage: FilteredCandidate['stage'],
      reason: Partial<FilteredCandidate> & Pick<FilteredCandidate, 'filter'>,
    ) =>
      filtered.push(judge.dropped(request, index, stage, reply, { instruction, isClassification, ...reason, derived }));
    if ('unreadable' in answer) {
      drop(0, 'reply', { filter: 'unparsable', detail: answer.unreadable, instruction: reply.reply.text });
      group.asked(0);
      return { candidates: 0, filtered, failed: true, completing: [] };
    }
    const { items, cutOff } = answer.parsed;
    const provenance = { ...judge.provenance(prompt, reply, request), derived };
    const kept: Instance[] = [];
    const flags: TaskFlag[] = [];
    const id = judge.taskId(request, 0, instruction);
    for (const [index, { input, output }] of items.entries()) {
      const offered: Instance = { input, output: label === undefined ? output : output.trim() };
      const reason =
        kept.length >= count
          ? ({ filter: 'too-many-instances', detail: `at most ${count} in this reply` } as const)
          : group.judge(offered, label);
      const inLanguage: LanguageVerdict = reason ? { flags: [] } : judge.inLanguage(offered, instruction);
      const dropped = reason ?? inLanguage.drop;
      if (dropped) {
        drop(index, 'instance', { ...dropped, instances: [offered] });
        continue;
      }
      flags.push(...inLanguage.flags);
      kept.push({ ...offered, provenance });
      group.add(offered, id, 'other');
    }
    if (cutOff !== undefined) {
      drop(items.length, 'instance', { filter: 'unfinished', instances: [{ input: '', output: cutOff }] });
    }
    if (kept.length === 0 && filtered.length === 0) drop(0, 'task', { filter: 'no-instances' });
    group.asked(kept.length);
    const task = {
      kind: 'generated',
      id,
      instruction,
      instances: kept,
      isClassification,
      rev: 1,
      ...(flags.length > 0 ? { flags: distinctFlags(flags) } : {}),
      provenance: { ...provenance, index: 0, demonstrations: [from] },
    } as const;
    const completed = kept.length > 0 ? [Promise.resolve({ filtered: [], task })] : [];
    return { candidates: 1, filtered, failed: false, completing: completed };
  }
}

/** The label with the fewest instances, of equals the one that came first; `undefined` where there are no labels. */
function fewest(labels: ReadonlyMap<string, number>): string | undefined {
  let found: string | undefined;
  for (const [label, count] of labels) {
    if (found === undefined || count < (labels.get(found) ?? 0)) found = label;
  }
  return found;
}

/** Instances that one label lacks where so many more are shared out evenly. */
function upToLevel(labels: ReadonlyMap<string, number>, label: string, more: number): number {
  const all = [...labels.values()].reduce((sum, count) => sum + count, 0);
  return Math.max(1, Math.ceil((all + more) / labels.size) - (labels.get(label) ?? 0));
}
