import type { ModelClient, RequestBody } from '../../llm/modelClient.ts';
import type { PassagePlan, RewordPlan } from '../../model/derive.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { Instance, Task } from '../../model/task.ts';
import type { PromptName } from '../../prompts/promptSet.ts';
import { randomFrom } from '../../random.ts';
import { demonstrationPool } from '../../store/whatCounts.ts';
import { askAboutPassage } from '../derive/fromText.ts';
import { askToReword } from '../derive/reword.ts';
import { checkCanDerive } from '../prepareRun.ts';
import { openPreview, type PreviewContext, type ReadDataset } from '../previewContext.ts';
import {
  type CandidatePlace,
  decideClassification,
  makeInstances,
  type StepContext,
  writeInstructions,
} from '../steps.ts';

/** The kinds of requests that a run is made of: those it is planned in, and the later steps of what they bring. */
export type RequestKind = 'offers' | 'classification' | 'inputs' | 'labels';

/** A request as it would be sent, with a made-up reply: how long both are is what is of interest. */
export interface SampleRequest {
  readonly kind: RequestKind;
  readonly body: RequestBody;
  readonly reply: string;
}

/** Requests of each kind that a run would send. */
export interface Sample {
  readonly requests: readonly SampleRequest[];
  /** What the replies are made of: seeds, or what a derived run is asked about. */
  readonly from: number;
}

type Content = Pick<Task, 'instruction' | 'instances' | 'isClassification'>;

/** Requests that a run is planned in, and tasks for the later steps, that are looked at. */
const drawn = { offers: 6, tasks: 16 } as const;

/** Samples a round; replies are made of seeds. Nothing is sent or written. Throws `GenerateError`. */
export async function sampleRound(dataset: ReadDataset, client: ModelClient): Promise<Sample> {
  const preview = await openPreview(dataset, client);
  const { recipe } = dataset.snapshot;
  const random = randomFrom('estimate');
  const seeds = random.sample(demonstrationPool(dataset.snapshot).seeds, drawn.tasks);
  const notes = new Notes(preview);
  for (let request = 0; request < drawn.offers; request += 1) {
    const plan = preview.plan(request);
    const offered = Array.from({ length: recipe.demonstrations.newPerRequest }, () => random.pick(seeds));
    const whole = plan.prompt === 'tasks';
    const reply = JSON.stringify(offered.map((seed) => (whole ? contentOf(seed) : seed.instruction)));
    await notes.take(reply, (steps) => writeInstructions(steps, plan, preview.shown(plan)));
  }
  if (recipe.recipe === 'self-instruct') await notes.takeLaterSteps(seeds, recipe);
  return { requests: notes.requests, from: seeds.length };
}

/** Samples a derived run from its plans; replies are as long as what they are about. Nothing is sent or written. Throws `GenerateError`. */
export async function sampleDerived(
  dataset: ReadDataset,
  client: ModelClient,
  plans: readonly (PassagePlan | RewordPlan)[],
): Promise<Sample> {
  const preview = await openPreview(dataset, client, checkCanDerive);
  const notes = new Notes(preview);
  const chosen = randomFrom('estimate').sample(plans, drawn.tasks);
  for (const plan of chosen) {
    if (plan.step === 'fromText') {
      const output = plan.as === 'input' ? { output: plan.text } : {};
      await notes.take(JSON.stringify({ instruction: someInstruction, ...output }), (steps) =>
        askAboutPassage(steps, plan),
      );
    } else {
      await notes.take(JSON.stringify({ instruction: plan.instruction }), (steps) => askToReword(steps, plan));
      if (plan.step === 'evolve') await notes.takeLaterSteps([plan], dataset.snapshot.recipe);
    }
  }
  return { requests: notes.requests, from: chosen.length };
}

/** Runs steps with a model that notes what it is asked and answers nothing. */
class Notes {
  readonly requests: SampleRequest[] = [];
  readonly #preview: PreviewContext;

  constructor(preview: PreviewContext) {
    this.#preview = preview;
  }

  async take(reply: string, step: (steps: StepContext) => Promise<unknown>): Promise<void> {
    const asker: StepContext['asker'] = {
      ask: (question) => {
        const kind = laterKinds[question.prompt] ?? 'offers';
        this.requests.push({ kind, body: this.#preview.body(question), reply });
        return Promise.resolve(noReply);
      },
    };
    await step(this.#preview.steps(asker));
  }

  async takeLaterSteps(tasks: readonly Content[], recipe: Recipe): Promise<void> {
    const place: CandidatePlace = { slot: '0/0', request: 0 };
    for (const task of tasks) {
      const { instruction, isClassification } = task;
      await this.take('{"is_classification":false}', (steps) => decideClassification(steps, place, instruction));
      const made = JSON.stringify(instancesLike(task, recipe));
      await this.take(made, (steps) => makeInstances(steps, place, instruction, isClassification));
    }
  }
}

const laterKinds: Readonly<Partial<Record<PromptName, RequestKind>>> = {
  classification: 'classification',
  inputFirst: 'inputs',
  conversation: 'inputs',
  outputFirst: 'labels',
};

/** About as long as instructions are. */
const someInstruction = 'Say in two or three sentences what the text is about and whom it is for.';

/** As many instances as are asked for, as long as the task's. */
function instancesLike({ instances, isClassification }: Content, recipe: Recipe): unknown[] {
  const most = Math.min(isClassification ? instances.length + 1 : 3, recipe.filters.maxInstances);
  const wanted = recipe.instances === 'conversation' ? 2 : most;
  return Array.from({ length: wanted }, (_, index) => textsOf(instances[index % instances.length]));
}

function contentOf({ instruction, instances, isClassification }: Content) {
  return { instruction, is_classification: isClassification, ...textsOf(instances[0]) };
}

function textsOf(instance: Instance | undefined) {
  return instance?.messages
    ? { messages: instance.messages }
    : { input: instance?.input ?? '', output: instance?.output ?? '' };
}

const noReply = {
  run: '',
  slot: '',
  sample: 0,
  attempt: 0,
  key: '',
  at: '',
  reply: { text: '', finish: 'stop', servedModel: '', usage: { inputTokens: 0, outputTokens: 0 } },
} as const;
