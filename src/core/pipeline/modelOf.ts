import type { ModelClient } from '../llm/modelClient.ts';
import type { PromptName } from '../prompts/promptSet.ts';

/** Prompts about the instances of an instruction that is there already. */
const aboutInstances: readonly PromptName[] = [
  'classification',
  'inputFirst',
  'outputFirst',
  'conversation',
  'growInstances',
  'growLabelled',
];

/** The model that answers a prompt: a recipe may have another one for the instances. */
export function modelOf(client: ModelClient, prompt: PromptName): ModelClient {
  return aboutInstances.includes(prompt) ? (client.instances ?? client) : client;
}
