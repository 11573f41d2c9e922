import type { LanguageCheck } from '../language/languageCheck.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Provenance } from '../model/task.ts';
import { createInstanceFilter } from '../pipeline/instanceFilter.ts';
import { modelOf } from '../pipeline/modelOf.ts';
import { openFeatures } from '../pipeline/prepareRun.ts';
import { fixDemonstrations } from '../pipeline/renderDemonstrations.ts';
import type { StepContext } from '../pipeline/steps.ts';
import { PromptSet } from '../prompts/promptSet.ts';
import { randomFrom } from '../random.ts';
import { createTokenizer } from '../similarity/tokenize.ts';
import type { Dataset, Snapshot } from '../store/dataset.ts';
import { ReplyStore, rescueRun } from '../store/replyStore.ts';
import { demonstrationPool } from '../store/whatCounts.ts';
import type { CompletionContext } from './completeCandidate.ts';

/** Where replies are kept and what is known of the endpoint. */
export async function openReplies(dataset: Dataset, client: ModelClient) {
  const { disk, paths } = dataset;
  return {
    client,
    run: rescueRun,
    replies: await ReplyStore.open(disk, paths.replies),
    ...(await openFeatures(dataset, client)),
  };
}

/** How candidates of a dataset are completed. The same dataset asks in the same words, so that stored replies are found. */
export function completionContext(
  snapshot: Snapshot,
  client: ModelClient | undefined,
  language: LanguageCheck,
  asker: StepContext['asker'],
  version: string,
): CompletionContext {
  const { recipe } = snapshot;
  const prompts = new PromptSet(recipe, snapshot.ownPrompts);
  const randomSeed = recipe.randomSeed ?? 0;
  return {
    filterInstances: createInstanceFilter(recipe.filters.maxInstances, createTokenizer({ language: recipe.language })),
    language,
    steps: {
      asker,
      prompts,
      fixed: fixDemonstrations(demonstrationPool(snapshot).seeds, randomSeed, prompts),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      instances: recipe.instances,
      retryUnreadable: recipe.round.retryUnreadable,
      seedOf: (slot) => randomFrom(`${randomSeed}/${slot}`).integer(0, 2 ** 31 - 1),
    },
    provenanceOf: ({ run, round, request }, prompt, { reply, at }) => ({
      connection: client === undefined ? '' : modelOf(client, prompt).connection,
      model: client === undefined ? '' : modelOf(client, prompt).model,
      servedModel: reply.servedModel,
      ...(client?.practice ? { practice: true } : {}),
      parameters: { ...prompts.sampling(prompt) },
      promptHash: prompts.hash(prompt),
      run,
      round,
      request,
      at,
      version,
    }),
  };
}

/** How the instruction of a candidate came to be, as far as the dataset tells: by a task of the same reply, or by its round. */
export function originOf(snapshot: Snapshot, candidate: FilteredCandidate, version: string): Provenance {
  const { run, round, request, index, at, practice } = candidate;
  const place = { run, round, request, ...(index === undefined ? {} : { index }) };
  const sibling = snapshot.generated.find(
    ({ task: { provenance } }) => provenance?.run === run && provenance.request === request && !provenance.rescued,
  )?.task.provenance;
  if (sibling) {
    const { original: _, index: _index, ...written } = sibling;
    return { ...written, ...place };
  }
  const record = snapshot.rounds.find((known) => known.run === run);
  const model = record?.model ?? '';
  return {
    connection: record?.connection ?? '',
    model,
    servedModel: model,
    ...(practice ? { practice: true } : {}),
    parameters: {},
    promptHash: '',
    ...place,
    at,
    version,
  };
}
