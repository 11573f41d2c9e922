import type { Sampling } from '../model/recipe.ts';
import type { Usage } from '../model/round.ts';
import type { Message } from '../model/task.ts';
import type { BatchEndpoint } from './batchEndpoint.ts';

/** JSON schema that a reply must follow; `name` also tells the practice model which step it serves. */
export interface ReplySchema {
  readonly name:
    | 'instructions'
    | 'classification'
    | 'instances'
    | 'conversations'
    | 'tasks'
    | 'grow_instances'
    | 'grow_labelled'
    | 'from_text_output'
    | 'from_text_input'
    | 'paraphrase'
    | 'evolve'
    | 'regenerate'
    | 'judge';
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface CompletionRequest {
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
  /** Asked for as JSON by schema; absent where the endpoint cannot, and the prompt asks for headed text. */
  readonly schema?: ReplySchema;
  /** Derived from (random seed, round, request number); endpoints may honour it. */
  readonly seed: number;
}

export interface Reply {
  readonly text: string;
  /** `length`: the reply was cut off at the token limit. */
  readonly finish: 'stop' | 'length' | 'other';
  readonly servedModel: string;
  readonly usage: Usage;
  /** Milliseconds for which the endpoint would refuse what is sent next, as it says itself. Not kept with the reply. */
  readonly pauseMs?: number;
}

/** What is sent to an endpoint, as a plain JSON object (OpenAI chat completion). */
export type RequestBody = Readonly<Record<string, unknown>>;

/** The one port through which the pipeline reaches a model. Adapters: practice, OpenAI-compatible, the editor's own models. */
export interface ModelClient {
  /** Name of the connection: `practice`, or the user's own. */
  readonly connection: string;
  /** Scheme, host and port; part of a stored reply's key. `practice:` for the built-in model. */
  readonly origin: string;
  readonly model: string;
  /** True for the built-in practice model, which is no language model. */
  readonly practice: boolean;
  /** True where the requests go to an engine of the user's own, at no price. */
  readonly isOwnEngine?: true;
  /** Writes the instances, where the recipe has another model for them; else this one does. */
  readonly instances?: ModelClient;
  /** Where the endpoint takes requests in batches. */
  readonly batches?: BatchEndpoint;
  /** Top-level fields of a request that this model never takes, such as `response_format`. */
  readonly lacks?: readonly string[];
  /** The request exactly as it would be sent. Pure. */
  body(request: CompletionRequest): RequestBody;
  /** One attempt, no retries. Rejects with `ModelError`, or the signal's reason when aborted. */
  send(body: RequestBody, signal: AbortSignal): Promise<Reply>;
}
