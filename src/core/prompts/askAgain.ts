import type { CompletionRequest } from '../llm/modelClient.ts';

/** Of an answer that could not be read, so much is shown to the model: one that ran away is not paid for twice. */
const mostShown = 4_000;
/** Stands for an answer without text: an empty message is refused by many endpoints. */
const noText = '…';

/** A request once more: the answer to it that could not be read, and what the model is told about that. */
export function askAgain(request: CompletionRequest, answer: string, told: string): CompletionRequest {
  const shown = answer
    .slice(0, mostShown)
    .replaceAll(/\p{Surrogate}/gu, '')
    .trim();
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: shown === '' ? noText : shown },
      { role: 'user', content: told },
    ],
  };
}
