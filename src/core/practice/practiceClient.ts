import { setTimeout as sleep } from 'node:timers/promises';
import { chatBody } from '../llm/chatBody.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import { practiceReply, practiceTokens } from './practiceReply.ts';

/** Model name under which the practice model answers. */
export const practiceModel = 'practice-1';

export interface PracticeClientOptions {
  /** Milliseconds that each reply takes; default 0. */
  readonly latencyMs?: number;
}

/**
 * The built-in practice model, in this process and without a network. It is no language model: it composes tasks whose outputs it
 * computes, so that everything around a model can be tried without a key.
 */
export function createPracticeClient(options: PracticeClientOptions = {}): ModelClient {
  return {
    connection: 'practice',
    origin: 'practice:',
    model: practiceModel,
    practice: true,
    body: (request) => chatBody(practiceModel, request),
    async send(body, signal) {
      signal.throwIfAborted();
      try {
        await sleep(options.latencyMs ?? 0, undefined, { signal });
      } catch {
        // The timer's own error hides the reason that the caller gave.
        signal.throwIfAborted();
      }
      const { text, finish } = practiceReply(body);
      const usage = {
        inputTokens: practiceTokens(JSON.stringify(body.messages ?? '')),
        outputTokens: practiceTokens(text),
      };
      return { text, finish, servedModel: practiceModel, usage };
    },
  };
}
