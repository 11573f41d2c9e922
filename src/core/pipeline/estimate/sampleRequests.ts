import type { ModelClient, RequestBody } from '../../llm/modelClient.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { Instance, SeedTask } from '../../model/task.ts';
import type { PromptName } from '../../prompts/promptSet.ts';
import { randomFrom } from '../../random.ts';
import { demonstrationPool } from '../../store/whatCounts.ts';
import { openPreview, type ReadDataset } from '../previewContext.ts';
import {
  type CandidatePlace,
  decideClassification,
  makeInstances,
  type StepContext,
  writeInstructions,
} from '../steps.ts';

/** The kinds of requests that a round is made of. */
export type RequestKind = 'offers' | 'classification' | 'inputs' | 'labels';

/** A request as it would be sent, with a reply made of seeds: how long both are is what is of interest. */
export interface SampleRequest {
  readonly kind: RequestKind;
  readonly body: RequestBody;
  readonly reply: string;
}

/** Instruction requests, and seeds for the later steps, that are looked at. */
const drawn = { offers: 6, seeds: 16 } as const;

/** Draws requests of each kind that a round would send. Nothing is sent or written. Throws `GenerateError`. */
export async function sampleRequests(
  dataset: ReadDataset,
  client: ModelClient,
): Promise<{ readonly requests: readonly SampleRequest[]; readonly seeds: readonly SeedTask[] }> {
  const preview = await openPreview(dataset, client);
  const { recipe } = dataset.snapshot;
  const random = randomFrom('estimate');
  const seeds = random.sample(demonstrationPool(dataset.snapshot).seeds, drawn.seeds);
  const requests: SampleRequest[] = [];
  /** Runs a step with a model that notes what it is asked and answers nothing. */
  const note = async (replyTo: (prompt: PromptName) => string, step: (steps: StepContext) => Promise<unknown>) => {
    const asker: StepContext['asker'] = {
      ask(question) {
        requests.push({
          kind: kinds[question.prompt] ?? 'inputs',
          body: preview.body(question),
          reply: replyTo(question.prompt),
        });
        return Promise.resolve(noReply);
      },
    };
    await step(preview.steps(asker));
  };
  for (let request = 0; request < drawn.offers; request += 1) {
    const plan = preview.plan(request);
    const offered = Array.from({ length: recipe.demonstrations.newPerRequest }, () => random.pick(seeds));
    await note(
      (prompt) =>
        JSON.stringify(prompt === 'tasks' ? offered.map(contentOf) : offered.map(({ instruction }) => instruction)),
      (steps) => writeInstructions(steps, plan, preview.shown(plan)),
    );
  }
  if (recipe.recipe === 'single-call') return { requests, seeds };
  for (const seed of seeds) {
    const place: CandidatePlace = { slot: '0/0', request: 0 };
    const { instruction, isClassification } = seed;
    await note(
      () => '{"is_classification":false}',
      (steps) => decideClassification(steps, place, instruction),
    );
    await note(
      () => JSON.stringify(instancesLike(seed, recipe)),
      (steps) => makeInstances(steps, place, instruction, isClassification),
    );
  }
  return { requests, seeds };
}

const kinds: Readonly<Partial<Record<PromptName, RequestKind>>> = {
  instructions: 'offers',
  classificationInstructions: 'offers',
  tasks: 'offers',
  classification: 'classification',
  outputFirst: 'labels',
};

/** As many instances as are asked for, as long as the seed's. */
function instancesLike({ instances, isClassification }: SeedTask, recipe: Recipe): unknown[] {
  const wanted =
    recipe.instances === 'conversation'
      ? 2
      : Math.min(isClassification ? instances.length + 1 : 3, recipe.filters.maxInstances);
  return Array.from({ length: wanted }, (_, index) => textsOf(instances[index % instances.length]));
}

function contentOf({ instruction, instances, isClassification }: SeedTask) {
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
