import type { ModelClient, RequestBody } from '../llm/modelClient.ts';
import { type Asker, AwaitsReply } from '../pipeline/asker.ts';
import { type AskOptions, ModelAsker, prepare, type Question, targetOf } from '../pipeline/askModel.ts';
import type { StoredReply } from '../store/replyStore.ts';
import type { JobRequest } from './batchStore.ts';

/** A question without a stored reply, as it would be sent. */
export interface OpenQuestion extends JobRequest {
  readonly request: number;
  readonly client: ModelClient;
  readonly body: RequestBody;
}

/**
 * Answers from stored replies alone and puts every other question aside, to be asked together. Only where it is not known
 * what an endpoint takes, the first question is sent to it at once: a whole batch in a form that it refuses would cost a day.
 */
export class CollectingAsker implements Asker {
  readonly concurrency = Number.POSITIVE_INFINITY;
  readonly #options: AskOptions;
  readonly #direct: ModelAsker;
  readonly #questions = new Map<string, OpenQuestion>();
  readonly #probes = new Map<ModelClient, Promise<StoredReply>>();
  #fromStore = 0;

  constructor(options: AskOptions) {
    this.#options = options;
    this.#direct = new ModelAsker(options);
  }

  /** What was put aside, in the order of the run. */
  get questions(): readonly OpenQuestion[] {
    return [...this.#questions.values()].sort((a, b) => a.request - b.request || (a.slot < b.slot ? -1 : 1));
  }

  get requests(): number {
    return this.#direct.requests;
  }

  get fromStore(): number {
    return this.#fromStore;
  }

  get usage() {
    return this.#direct.usage;
  }

  get cost() {
    return this.#direct.cost;
  }

  async ask(question: Question): Promise<StoredReply> {
    const { client, features } = targetOf(this.#options, question);
    if (!features.known && client.batches) {
      const probe = this.#probes.get(client);
      if (!probe) {
        const asked = this.#direct.ask(question);
        this.#probes.set(client, asked);
        return asked;
      }
      await probe.catch(() => undefined);
    }
    this.#options.signal.throwIfAborted();
    const { key, place, body } = prepare(this.#options, question);
    const stored = await this.#options.replies.get(key);
    if (stored) {
      this.#fromStore += 1;
      return stored;
    }
    this.#questions.set(key, { key, ...place, request: question.request, client, body });
    throw new AwaitsReply(`The reply to ${question.slot} is not there yet.`);
  }

  settle(): Promise<void> {
    return this.#direct.settle();
  }
}
