import type { CompletionRequest, RequestBody } from './modelClient.ts';

/**
 * A completion request in the shape of OpenAI's chat completions; sampling parameters that are not set are not sent.
 * `tokenLimit` names the field for the token limit: OpenAI's own models take only the new name, most other servers only the old.
 */
export function chatBody(
  model: string,
  request: CompletionRequest,
  tokenLimit: 'max_tokens' | 'max_completion_tokens' = 'max_tokens',
): RequestBody {
  const { messages, sampling, schema, seed } = request;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(sampling.temperature !== undefined && { temperature: sampling.temperature }),
    ...(sampling.topP !== undefined && { top_p: sampling.topP }),
    ...(sampling.presencePenalty !== undefined && { presence_penalty: sampling.presencePenalty }),
    ...(sampling.frequencyPenalty !== undefined && { frequency_penalty: sampling.frequencyPenalty }),
    ...(sampling.maxTokens !== undefined && { [tokenLimit]: sampling.maxTokens }),
    seed,
    ...(schema && {
      response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.schema } },
    }),
  };
}
