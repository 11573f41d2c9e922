import { isRecord } from '../isRecord.ts';
import { readChatReply } from './chatReply.ts';
import { type Connection, type Endpoint, openEndpoint } from './endpoint.ts';
import { FailedAnswer } from './guardedFetch.ts';
import { listModels } from './listModels.ts';
import type { RequestBody } from './modelClient.ts';
import { isModelError } from './modelError.ts';
import { type Capability, type Finding, findingForAll, type ModelReport } from './modelReport.ts';
import { statusInside, toModelError } from './openaiClient.ts';
import { complaintIn } from './statusError.ts';

export interface TestOptions {
  readonly apiKey?: string | undefined;
  /** Aborted, what was not asked yet is `unknown`, and the report says so. */
  readonly signal: AbortSignal;
  readonly now?: () => Date;
  /** For each request; default 60 seconds: a local server may have to load the model first. */
  readonly timeoutMs?: number;
  /** Called before each question. */
  readonly onAsk?: (what: 'reply' | Capability) => void;
}

type Answer = Readonly<Record<string, unknown>>;

const maxBytes = 5_000_000;
const question = [{ role: 'user', content: 'Answer with the one word: ready' }];
const jsonQuestion = [
  { role: 'user', content: 'Answer with a JSON object that has one field "ready" with the value true.' },
];
const jsonLimit = 32;
const readySchema = {
  type: 'object',
  properties: { ready: { type: 'boolean' } },
  required: ['ready'],
  additionalProperties: false,
};

/**
 * Asks a model for one word, then finds out what its endpoint can do: seven small requests, of which five may be charged, for
 * a few tokens each. Batches and fine-tuning jobs are only listed. Never rejects for what the endpoint does: that is the
 * report. Throws `ModelError` for an address that cannot be used.
 */
export async function testModel(connection: Connection, model: string, options: TestOptions): Promise<ModelReport> {
  const { apiKey, signal, timeoutMs = 60_000, now = () => new Date(), onAsk } = options;
  const endpoint = openEndpoint(connection, { apiKey, timeoutMs, maxBytes });
  const about = { connection: connection.name, origin: endpoint.origin, model, at: now().toISOString() };
  onAsk?.('reply');
  const asking = { endpoint, model, signal, limit: endpoint.tokenLimit };
  let reply = await askForReply(asking);
  if (reply === 'other-limit') {
    asking.limit = asking.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    reply = await askForReply(asking);
  }
  if (reply === 'other-limit')
    reply = { failure: `${endpoint.origin} takes no token limit, so nothing more was asked.` };
  if ('failure' in reply) {
    const detail = signal.aborted ? 'not asked: stopped' : 'not asked: there was no reply';
    return { ...about, reply, findings: findingForAll({ state: 'unknown', detail }) };
  }
  const findings = findingForAll({ state: 'unknown', detail: 'not asked: stopped' });
  for (const [name, ask] of Object.entries(questions(asking, connection)) as [Capability, Ask][]) {
    if (signal.aborted) break;
    onAsk?.(name);
    findings[name] = await find(endpoint, signal, ask);
  }
  return { ...about, reply, findings };
}

interface Asking {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly signal: AbortSignal;
  /** Name of the token limit that this model takes. */
  readonly limit: Endpoint['tokenLimit'];
}

/** `other-limit` where the model does not take the token limit by this name. */
async function askForReply(asking: Asking): Promise<ModelReport['reply'] | 'other-limit'> {
  const { endpoint, model, signal, limit } = asking;
  const { origin, apiKey } = endpoint;
  const body = { model, messages: question, [limit]: 64 };
  const began = performance.now();
  try {
    const answer = await post(endpoint, '/chat/completions', body, signal);
    const ms = Math.round(performance.now() - began);
    const { text, servedModel, usage } = readChatReply(answer, origin, model);
    return { text, servedModel, ms, ...usage };
  } catch (error) {
    if (signal.aborted) return { failure: 'it was not waited for' };
    const failure = toModelError(error, { origin, model, apiKey, body });
    return failure.field === limit ? 'other-limit' : { failure: failure.message };
  }
}

/** Asks one question; what it resolves with is the finding, and a refusal means no. */
type Ask = () => Promise<Finding>;

function questions(asking: Asking, connection: Connection): Record<Capability, Ask> {
  const { endpoint, model, signal } = asking;
  const chat = (more: RequestBody, limit: number) =>
    post(endpoint, '/chat/completions', { model, messages: question, [asking.limit]: limit, ...more }, signal);
  const list = async (path: string): Promise<Finding> => {
    const url = endpoint.url(path);
    url.searchParams.set('limit', '1');
    const answer = await get(endpoint, url, signal);
    return Array.isArray(answer.data) ? yes('they can be listed') : no('the answer is no list');
  };
  return {
    'json-schema': async () => {
      const json_schema = { name: 'ready', strict: true, schema: readySchema };
      const answer = await chat(
        { messages: jsonQuestion, response_format: { type: 'json_schema', json_schema } },
        jsonLimit,
      );
      const value = jsonIn(answer);
      if (value === undefined) return noJson(answer);
      return typeof value.ready === 'boolean' && Object.keys(value).length === 1
        ? yes('the reply followed the schema')
        : no('accepted, but the reply did not follow the schema');
    },
    'json-mode': async () => {
      const answer = await chat({ messages: jsonQuestion, response_format: { type: 'json_object' } }, jsonLimit);
      return jsonIn(answer) ? yes('the reply was a JSON object') : noJson(answer);
    },
    logprobs: async () => {
      const { logprobs } = (await chat({ logprobs: true }, 1)).choices?.[0] ?? {};
      const given = isRecord(logprobs) && [logprobs.content, logprobs.tokens].some((list) => Array.isArray(list));
      return given ? yes('they came with the reply') : no('accepted, but none came');
    },
    'several-replies': async () => {
      const { choices = [] } = await chat({ n: 2 }, 1);
      return choices.length === 2 ? yes('two came') : no(`accepted, but ${choices.length} came for two`);
    },
    embeddings: async () => {
      const asked = await embeddingModel(connection, endpoint.apiKey, model, signal);
      const answer = await post(endpoint, '/embeddings', { model: asked, input: 'ready' }, signal);
      const vector = Array.isArray(answer.data) && isRecord(answer.data[0]) ? answer.data[0].embedding : undefined;
      return Array.isArray(vector)
        ? yes(`${vector.length} dimensions by “${asked}”`)
        : no(`“${asked}” answered without one`);
    },
    batches: () => list('/batches'),
    'fine-tuning': () => list('/fine_tuning/jobs'),
  };
}

/** An endpoint's embeddings are seldom those of its chat models: one that is named so is asked where there is one. */
async function embeddingModel(
  connection: Connection,
  apiKey: string | undefined,
  model: string,
  signal: AbortSignal,
): Promise<string> {
  const names = await listModels(connection, { apiKey, signal }).catch(() => []);
  return names.find((name) => /embed/iu.test(name)) ?? model;
}

async function find({ apiKey }: Endpoint, signal: AbortSignal, ask: Ask): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted) return { state: 'unknown', detail: 'not asked: stopped' };
    if (error instanceof FailedAnswer) {
      const said = complaintIn(error.text, apiKey);
      const detail = `refused with ${error.status}${said === '' ? '' : `: ${said}`}`;
      // That it is busy, broken or wants other rights says nothing about what it can do.
      const passing = [401, 402, 403, 408, 429].includes(error.status) || (error.status >= 500 && error.status !== 501);
      // The same holds where the few tokens that were asked for are too few.
      const tooFew = /max_(completion_)?tokens|output limit/u.test(said);
      return { state: passing || tooFew ? 'unknown' : 'no', detail };
    }
    const detail = error instanceof SyntaxError ? 'the answer is no JSON' : messageOf(error);
    return { state: isModelError(error) && error.kind !== 'bad-reply' ? 'unknown' : 'no', detail };
  }
}

async function post(endpoint: Endpoint, path: string, body: RequestBody, signal: AbortSignal): Promise<ChatAnswer> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
  return read(await endpoint.fetch(endpoint.url(path), init));
}

async function get(endpoint: Endpoint, url: URL, signal: AbortSignal): Promise<Answer> {
  return read(await endpoint.fetch(url, { headers: { accept: 'application/json' }, signal }));
}

type ChatAnswer = Answer & { readonly choices?: readonly Answer[] };

/** Nothing about the answer's shape is trusted; choices that are no objects are left out. */
async function read(response: Response): Promise<ChatAnswer> {
  const answer: unknown = await response.json();
  const status = statusInside(answer);
  if (status !== undefined) throw new FailedAnswer(status, new Headers(), JSON.stringify(answer));
  if (!isRecord(answer)) return {};
  const { choices, ...rest } = answer;
  return Array.isArray(choices) ? { ...rest, choices: choices.filter(isRecord) } : rest;
}

function jsonIn({ choices }: ChatAnswer): Answer | undefined {
  const message = choices?.[0]?.message;
  if (!isRecord(message) || typeof message.content !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(message.content);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A model that thinks first may have used the few tokens up. */
function noJson({ choices }: ChatAnswer): Finding {
  return choices?.[0]?.finish_reason === 'length'
    ? { state: 'unknown', detail: `accepted, but the reply was cut off at ${jsonLimit} tokens` }
    : no('accepted, but the reply was no JSON object');
}

function yes(detail: string): Finding {
  return { state: 'yes', detail };
}

function no(detail: string): Finding {
  return { state: 'no', detail };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
