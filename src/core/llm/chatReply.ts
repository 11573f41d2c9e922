import { isRecord } from '../isRecord.ts';
import type { Reply } from './modelClient.ts';
import { ModelError } from './modelError.ts';

const longestName = 200;

/**
 * Reads a chat completion that an endpoint sent; nothing about its shape is trusted.
 * Token counts that are missing or no counts become 0. Throws `ModelError` (`bad-reply`) where there is no completion in it.
 */
export function readChatReply(answer: unknown, origin: string, model: string): Reply {
  if (!isRecord(answer)) throw badReply(`${origin} answered with something that is no chat completion.`);
  const choice = Array.isArray(answer.choices) ? answer.choices[0] : undefined;
  if (!isRecord(choice) || !isRecord(choice.message)) {
    throw badReply(`${origin} answered without a completion: the list of choices is empty or missing.`);
  }
  const finish = finishOf(choice.finish_reason);
  const text = textOf(choice.message.content);
  if (text === undefined && finish !== 'length') {
    const refusal = choice.message.refusal;
    throw badReply(
      typeof refusal === 'string'
        ? `The model declined to answer: ${refusal.slice(0, longestName)}`
        : `${origin} answered with a completion that holds no text.`,
    );
  }
  const served = answer.model;
  const usage = isRecord(answer.usage) ? answer.usage : {};
  return {
    text: text ?? '',
    finish,
    servedModel: typeof served === 'string' && served !== '' ? served.slice(0, longestName) : model,
    usage: { inputTokens: countOf(usage.prompt_tokens), outputTokens: countOf(usage.completion_tokens) },
  };
}

function finishOf(reason: unknown): Reply['finish'] {
  if (reason === 'length') return 'length';
  // Some servers leave the reason out of a reply that is complete.
  return reason === 'stop' || reason === null || reason === undefined ? 'stop' : 'other';
}

/** Content is a string, or a list of parts of which the text parts count. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part) => (isRecord(part) && part.type === 'text' ? part.text : undefined));
  return texts.some((text) => typeof text === 'string')
    ? texts.filter((text) => typeof text === 'string').join('')
    : undefined;
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function badReply(message: string): ModelError {
  return new ModelError('bad-reply', `${message} Check that the address is that of an OpenAI-compatible API.`);
}
