import { languageName } from '../languages/languageName.ts';
import type { ModelClient, RequestBody } from '../llm/modelClient.ts';
import type { PromptOrigin } from '../prompts/promptSet.ts';
import type { Dataset } from '../store/dataset.ts';
import { openPreview } from './previewContext.ts';
import { instructionQuestion } from './steps.ts';

export interface Preview {
  readonly body: RequestBody;
  /** Whose words the prompt is in. */
  readonly prompt: PromptOrigin;
}

/**
 * The next instruction request, exactly as it would be sent; nothing is sent or written. Its demonstrations are those of
 * the next round when the recipe sets a random seed, and otherwise a draw of the same kind. Throws `GenerateError`.
 */
export async function previewRequest(dataset: Dataset, client: ModelClient): Promise<Preview> {
  const preview = await openPreview(dataset, client);
  const steps = preview.steps({ ask: () => Promise.reject(new Error('A preview sends nothing.')) });
  const plan = preview.plan(0);
  const question = instructionQuestion(steps, plan, preview.shown(plan));
  return { body: preview.body(question), prompt: preview.prompts.origin(plan.prompt) };
}

/** Says whose words a prompt is in, such as `Prompt “tasks”: built in, Hindi (हिन्दी), reviewed by: unreviewed.` */
export function describePrompt({ name, own, language, reviewedBy }: PromptOrigin): string {
  if (own) return `Prompt “${name}”: this dataset’s own (prompts/${name}.md).`;
  return `Prompt “${name}”: built in, ${languageName(language, 'en')}, reviewed by: ${reviewedBy}.`;
}
