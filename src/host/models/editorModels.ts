import {
  CancellationTokenSource,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelChatMessageRole,
  l10n,
  lm,
} from 'vscode';
import { chatBody } from '../../core/llm/chatBody.ts';
import type { ModelClient, Reply, RequestBody } from '../../core/llm/modelClient.ts';
import { isModelError, ModelError } from '../../core/llm/modelError.ts';
import { findingForAll, type ModelReport } from '../../core/llm/modelReport.ts';
import type { Message } from '../../core/model/task.ts';
import { editorModelError } from './editorModelError.ts';

/** Name under which recipes mean the editor's own models; the model is `<vendor>/<id>`. */
export const editorConnection = 'editor';

const timeoutMs = 300_000;

/** The models that the editor offers to extensions. Asks for no consent: that comes with the first request. */
export async function findEditorModels(): Promise<readonly LanguageModelChat[]> {
  const models = await lm.selectChatModels({});
  return [...models].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** `<vendor>/<id>`, as a recipe names one of the editor's models. */
export function nameOf({ vendor, id }: Pick<LanguageModelChat, 'vendor' | 'id'>): string {
  return `${vendor}/${id}`;
}

/** A client for one of the editor's own models. Rejects with `ModelError` (`unknown-model`) where there is none of that name. */
export async function openEditorModel(name: string): Promise<ModelClient> {
  const slash = name.indexOf('/');
  const chats = slash < 1 ? [] : await lm.selectChatModels({ vendor: name.slice(0, slash), id: name.slice(slash + 1) });
  const [chat] = chats;
  if (!chat) {
    throw new ModelError(
      'unknown-model',
      `The editor has no model “${name}”. See that its extension is installed, enabled and signed in, or choose another model.`,
    );
  }
  return editorClient(chat);
}

function editorClient(chat: LanguageModelChat): ModelClient {
  const model = nameOf(chat);
  return {
    connection: editorConnection,
    origin: `vscode-lm:${chat.vendor}`,
    model,
    practice: false,
    lacks: ['response_format'],
    body: ({ schema: _, ...request }) => chatBody(model, request),
    send: (body, signal) => send(chat, body, signal),
  };
}

async function send(chat: LanguageModelChat, body: RequestBody, signal: AbortSignal): Promise<Reply> {
  signal.throwIfAborted();
  const name = nameOf(chat);
  const { model: _, messages, ...modelOptions } = body;
  const said = (messages as readonly Message[]).map(toEditorMessage);
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, timeoutMs);
  try {
    const justification = l10n.t('Self-Instruct asks this model to write the tasks of your dataset.');
    const response = await chat.sendRequest(said, { justification, modelOptions }, source.token);
    let text = '';
    for await (const part of response.text) text += part;
    signal.throwIfAborted();
    if (isLate) throw late(name);
    if (text === '')
      throw new ModelError('bad-reply', `“${name}” answered without text. Choose another model if it goes on.`);
    const usage = await countTokens(chat, said, text);
    const limit = body.max_tokens;
    // The interface does not tell why a reply ended; one as long as the limit was most likely cut off there.
    const finish = typeof limit === 'number' && usage.outputTokens >= limit ? 'length' : 'stop';
    return { text, finish, servedModel: `${chat.id} ${chat.version}`.trim(), usage };
  } catch (error) {
    signal.throwIfAborted();
    if (isLate) throw late(name);
    throw isModelError(error) ? error : editorModelError(error, name, body);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

function late(name: string): ModelError {
  return new ModelError('timeout', `“${name}” did not answer within ${timeoutMs / 1000} s.`);
}

/** There are only people and models in the editor's interface: what a system message says is said by the person. */
function toEditorMessage({ role, content }: Message): LanguageModelChatMessage {
  const { Assistant, User } = LanguageModelChatMessageRole;
  return new LanguageModelChatMessage(role === 'assistant' ? Assistant : User, content);
}

/** As the model's own tokenizer counts them; 0 where it cannot. */
async function countTokens(
  chat: LanguageModelChat,
  messages: readonly LanguageModelChatMessage[],
  text: string,
): Promise<Reply['usage']> {
  try {
    const [outputTokens = 0, ...inputs] = await Promise.all([text, ...messages].map((part) => chat.countTokens(part)));
    return { inputTokens: inputs.reduce((sum, tokens) => sum + tokens, 0), outputTokens };
  } catch {
    return { inputTokens: 0, outputTokens: 0 };
  }
}

/** Asks one of the editor's models for one word. What else it can do is known: the editor's interface has nothing else. */
export async function testEditorModel(name: string, signal: AbortSignal): Promise<ModelReport> {
  const client = await openEditorModel(name);
  const { connection, origin, model } = client;
  const messages = [{ role: 'user', content: 'Answer with the one word: ready' }] as const;
  const body = client.body({ messages, sampling: { maxTokens: 64 }, seed: 1 });
  const began = performance.now();
  const reply = await client.send(body, signal).then(
    ({ text, servedModel, usage }) => ({ text, servedModel, ms: Math.round(performance.now() - began), ...usage }),
    (error: unknown) => {
      if (signal.aborted) throw error;
      return { failure: error instanceof Error ? error.message : String(error) };
    },
  );
  const detail = 'the editor’s interface to models has none';
  return {
    connection,
    origin,
    model,
    at: new Date().toISOString(),
    reply,
    findings: findingForAll({ state: 'no', detail }),
  };
}
