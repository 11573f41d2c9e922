import type { RequestBody } from '../../llm/modelClient.ts';
import { practiceReply, practiceTokens } from '../practiceReply.ts';
import { ApiError } from './apiError.ts';

/** What the server answers chat requests with. */
export interface ChatRules {
  readonly models: ReadonlySet<string>;
  readonly jsonSchema: boolean;
}

/** A chat completion in OpenAI's shape. */
export interface ChatCompletion {
  readonly id: string;
  readonly object: 'chat.completion';
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly message: { readonly role: 'assistant'; readonly content: string; readonly refusal: null };
    readonly finish_reason: 'stop' | 'length';
  }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };
}

const mostChoices = 20;

/** Answers a chat request by the practice model. Throws `ApiError` for one that OpenAI's API would refuse. */
export function completeChat(body: RequestBody, id: string, rules: ChatRules): ChatCompletion {
  const model = modelIn(body, rules.models);
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new ApiError(400, 'messages must be a list with at least one message.', { param: 'messages' });
  }
  if (body.response_format !== undefined && !rules.jsonSchema) {
    throw new ApiError(400, 'response_format is not supported by this server.', {
      param: 'response_format',
      code: 'unsupported_parameter',
    });
  }
  const wanted = typeof body.n === 'number' ? Math.min(Math.max(1, Math.floor(body.n)), mostChoices) : 1;
  // The answer hangs on the messages and parameters, not on how it is delivered or what the model is called.
  const { stream: _, stream_options: __, n: ___, ...asked } = body;
  const answers = Array.from({ length: wanted }, (_, index) =>
    practiceReply(index === 0 ? asked : { ...asked, choice: index }),
  );
  const promptTokens = practiceTokens(JSON.stringify(messages));
  const completionTokens = answers.reduce((sum, { text }) => sum + practiceTokens(text), 0);
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: answers.map(({ text, finish }, index) => ({
      index,
      message: { role: 'assistant', content: text, refusal: null },
      finish_reason: finish,
    })),
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** The model that a request names. Throws `ApiError` where the server has none of that name. */
export function modelIn(body: RequestBody, models: ReadonlySet<string>): string {
  const { model } = body;
  if (typeof model !== 'string') throw new ApiError(400, 'The model is missing.', { param: 'model' });
  if (!models.has(model))
    throw new ApiError(404, `The model ${model} does not exist.`, { code: 'model_not_found', param: 'model' });
  return model;
}

const pieceLength = 16;

/** The server-sent events in which a completion is streamed. */
export function streamEvents(completion: ChatCompletion, withUsage: boolean): string[] {
  const { id, created, model } = completion;
  const event = (choices: unknown, usage?: unknown) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...(usage !== undefined && { usage }) })}\n\n`;
  const events = completion.choices.flatMap(({ index, message, finish_reason }) => {
    const characters = [...message.content];
    const pieces: string[] = [];
    for (let at = 0; at < characters.length; at += pieceLength)
      pieces.push(characters.slice(at, at + pieceLength).join(''));
    return [
      event([{ index, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
      ...pieces.map((content) => event([{ index, delta: { content }, finish_reason: null }])),
      event([{ index, delta: {}, finish_reason }]),
    ];
  });
  return [...events, ...(withUsage ? [event([], completion.usage)] : []), 'data: [DONE]\n\n'];
}
