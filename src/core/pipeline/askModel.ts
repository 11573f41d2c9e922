import PQueue from 'p-queue';
import { AdaptiveConcurrency } from '../llm/adaptiveConcurrency.ts';
import type { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { CompletionRequest, ModelClient, Reply, RequestBody } from '../llm/modelClient.ts';
import { isModelError, type ModelErrorKind } from '../llm/modelError.ts';
import { type RetryOptions, sendWithRetries, waitFor } from '../llm/retry.ts';
import { Spending } from '../llm/spending.ts';
import type { Budget, Money, Price } from '../model/money.ts';
import type { Usage } from '../model/round.ts';
import type { PromptName } from '../prompts/promptSet.ts';
import { type ReplyStore, replyKey, type StoredReply } from '../store/replyStore.ts';
import type { Asker } from './asker.ts';
import { modelOf } from './modelOf.ts';

export interface AskOptions {
  readonly client: ModelClient;
  readonly replies: ReplyStore;
  readonly features: EndpointFeatures;
  /** What is known of the endpoint of `client.instances`, where there is one. */
  readonly instancesFeatures?: EndpointFeatures | undefined;
  readonly run: string;
  /** Requests at a time; `auto` finds out what the endpoint bears. */
  readonly concurrency: number | 'auto';
  /** For this session; repeated requests are counted. */
  readonly budget?: Budget;
  readonly price?: Price;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly wait?: RetryOptions['wait'];
  readonly onUsage: (requests: number, fromStore: number, usage: Usage, cost: Money | undefined) => void;
  readonly onNotice: (message: string) => void;
}

/** One question: where its reply is kept, and how it is put with and without a schema. */
export interface Question {
  /** Such as `12/instructions`; in a run it begins with the number of the request. */
  readonly slot: string;
  /** Which of several replies to the same question, from 0. */
  readonly sample: number;
  readonly request: number;
  readonly prompt: PromptName;
  readonly build: (asSchema: boolean) => CompletionRequest;
  /** Why the reply before could not be read, where this asks once more. */
  readonly again?: string;
}

/** What a reply is kept under. */
type StoreOptions = Pick<AskOptions, 'client' | 'replies' | 'features' | 'instancesFeatures' | 'run'>;

/** Who is asked a question, and what is known of its endpoint. */
export function targetOf(options: Omit<StoreOptions, 'replies'>, { prompt }: Question) {
  const client = modelOf(options.client, prompt);
  const features = client === options.client ? options.features : (options.instancesFeatures ?? options.features);
  return { client, features };
}

/** A question as it is sent, and what its reply is kept under. */
export function prepare(options: Omit<StoreOptions, 'replies'>, question: Question) {
  const { client, features } = targetOf(options, question);
  const { slot, sample, build } = question;
  const body = features.strip(client.body(build(features.supports('response_format'))));
  const place = { run: options.run, slot, sample, attempt: question.again === undefined ? 0 : 1 };
  return { body, place, key: replyKey(client.origin, client.model, body, place) };
}

/** The stored reply to a question, if there is one. Nothing is sent. */
export function findStored(options: StoreOptions, question: Question): Promise<StoredReply | undefined> {
  return options.replies.get(prepare(options, question).key);
}

/**
 * Asks the endpoint: stored replies first, then the network, so many requests at a time, lower request numbers before
 * higher ones. A reply is on disk before it is returned.
 */
export class ModelAsker implements Asker {
  readonly #options: AskOptions;
  readonly #queue: PQueue;
  readonly #adaptive: AdaptiveConcurrency | undefined;
  readonly #spending: Spending;
  /** Replies that are being put on the disk. */
  readonly #keeping = new Set<Promise<unknown>>();
  #pauses = 0;
  readonly #settling = new AbortController();
  #sending = 0;
  #waiting: (() => void)[] = [];
  #fromStore = 0;
  #usage: Usage = { inputTokens: 0, outputTokens: 0 };
  /** First requests under way, by the model that they are to. */
  readonly #probes = new Map<ModelClient, Promise<unknown>>();
  /** Looked up first and sent later: its key, a hash of all of it, is computed once. */
  readonly #prepared = new WeakMap<
    Question,
    { readonly form: number; readonly prepared: ReturnType<typeof prepare> }
  >();

  constructor(options: AskOptions) {
    this.#options = options;
    this.#adaptive = options.concurrency === 'auto' ? new AdaptiveConcurrency() : undefined;
    this.#queue = new PQueue({ concurrency: this.#adaptive?.limit ?? Number(options.concurrency) });
    this.#spending = new Spending(options.budget ?? {}, options.price);
  }

  /** Requests at a time, now. */
  get concurrency(): number {
    return this.#queue.concurrency;
  }

  get requests(): number {
    return this.#spending.requests;
  }

  get fromStore(): number {
    return this.#fromStore;
  }

  /** Tokens of the replies that this session asked for. */
  get usage(): Usage {
    return this.#usage;
  }

  /** Rejects with `ModelError`, `BudgetReached`, or the signal's reason. */
  async ask(question: Question): Promise<StoredReply> {
    const { client, features } = targetOf(this.#options, question);
    for (;;) {
      const stored = await this.#find(question);
      if (stored) return stored;
      if (features.known) return this.#send(question);
      // The first request finds out what the endpoint can do; the others wait for it instead of all being refused.
      const probe = this.#probes.get(client);
      if (probe) {
        await probe.catch(() => undefined);
        this.#options.signal.throwIfAborted();
        continue;
      }
      const sent = this.#send(question);
      this.#probes.set(client, sent);
      try {
        return await sent;
      } finally {
        this.#probes.delete(client);
      }
    }
  }

  /** What this session cost; `undefined` without a price. */
  get cost(): Money | undefined {
    return this.#spending.cost;
  }

  /** Gives up what is not sent yet and waits for what is. */
  async settle(): Promise<void> {
    this.#settling.abort();
    this.#queue.clear();
    await this.#queue.onIdle();
    await Promise.allSettled(this.#keeping);
  }

  #prepare(question: Question): ReturnType<typeof prepare> {
    const { form } = targetOf(this.#options, question).features;
    const known = this.#prepared.get(question);
    if (known?.form === form) return known.prepared;
    const prepared = prepare(this.#options, question);
    this.#prepared.set(question, { form, prepared });
    return prepared;
  }

  async #find(question: Question): Promise<StoredReply | undefined> {
    const stored = await this.#options.replies.get(this.#prepare(question).key);
    if (stored) {
      this.#fromStore += 1;
      this.#report();
    }
    return stored;
  }

  async #send(question: Question): Promise<StoredReply> {
    const { signal, onNotice } = this.#options;
    if (question.again !== undefined) onNotice(`Request ${question.slot}: ${question.again} Asking once more.`);
    const turn = { priority: -question.request, signal };
    // A number of requests at a time also bounds what a kill can lose: a place is free again when the reply is on disk.
    // Where the endpoint's limit is looked for, its place is filled again at once.
    if (!this.#adaptive)
      return await this.#queue.add(async () => this.#keep(await this.#sendSupported(question)), turn);
    return this.#keep(await this.#queue.add(() => this.#sendSupported(question), turn));
  }

  async #keep(stored: StoredReply): Promise<StoredReply> {
    const kept = this.#options.replies.put(stored);
    this.#keeping.add(kept);
    await kept.finally(() => this.#keeping.delete(kept));
    this.#addUsage(stored.reply);
    return stored;
  }

  async #sendSupported(question: Question): Promise<StoredReply> {
    const { signal, now, wait, onNotice } = this.#options;
    const { client, features } = targetOf(this.#options, question);
    for (;;) {
      const { body, place, key } = this.#prepare(question);
      let goOn = () => {};
      const send: ModelClient['send'] = (...request) => {
        goOn();
        goOn = () => {};
        return this.#sendOnce(client, ...request);
      };
      try {
        const reply = await sendWithRetries({ send }, body, {
          signal,
          ...(wait ? { wait } : {}),
          onRetry: (error, waitMs) => {
            onNotice(`${error.message} Asking again in ${(waitMs / 1000).toFixed(1)} s.`);
            if (error.kind === 'rate-limited' && error.retryAfterMs !== undefined) goOn = this.#pause();
          },
        });
        await features.confirm();
        return { key, ...place, at: now().toISOString(), reply, body };
      } catch (error) {
        if (!isModelError(error) || error.kind !== 'unsupported' || !error.field || !(error.field in body)) throw error;
        // Requests that were under way together are refused together: the first of them tells, the others ask again.
        if (!features.supports(error.field)) continue;
        await features.refuse(error.field);
        onNotice(`${client.origin} does not take “${error.field}”; going on without it.`);
      } finally {
        goOn();
      }
    }
  }

  /** One try, within the budget, of which whoever looks for the endpoint's limit is told. */
  async #sendOnce(client: ModelClient, body: RequestBody, signal: AbortSignal): Promise<Reply> {
    await this.#place(signal);
    const allowance = await this.#spending.allow(body, signal).catch((error: unknown) => {
      this.#leave();
      throw error;
    });
    const attempt = this.#adaptive?.begin();
    this.#report();
    try {
      const { pauseMs, ...reply } = await client.send(body, signal);
      if (pauseMs !== undefined) this.#pauseFor(pauseMs);
      allowance.used(reply.usage);
      attempt?.answered();
      return reply;
    } catch (error) {
      const kind = isModelError(error) ? error.kind : undefined;
      if (kind === undefined || maybeCharged.includes(kind)) allowance.lost();
      else allowance.unused();
      if (kind === 'rate-limited' || kind === 'timeout') attempt?.refused();
      else if (kind === undefined) attempt?.left();
      else attempt?.answered();
      throw error;
    } finally {
      this.#leave();
      const limit = this.#adaptive?.limit ?? this.#queue.concurrency;
      if (limit !== this.#queue.concurrency) this.#queue.concurrency = limit;
    }
  }

  /** A request that was refused has its turn in the queue still: it is sent again when the endpoint has room for it. */
  async #place(signal: AbortSignal): Promise<void> {
    while (this.#adaptive && this.#sending >= this.#adaptive.limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      signal.throwIfAborted();
    }
    this.#sending += 1;
  }

  #leave(): void {
    this.#sending -= 1;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** An endpoint that says how long to wait means everybody: nothing new is sent until then. Returns what ends the pause. */
  #pause(): () => void {
    this.#pauses += 1;
    this.#queue.pause();
    return () => {
      this.#pauses -= 1;
      if (this.#pauses === 0) this.#queue.start();
    };
  }

  /** What is left is used up: nothing new is sent, and refused, until there is more. */
  #pauseFor(ms: number): void {
    const { signal, wait = waitFor, onNotice } = this.#options;
    if (this.#pauses === 0) onNotice(`The endpoint takes no more for ${(ms / 1000).toFixed(1)} s. Waiting.`);
    const goOn = this.#pause();
    wait(ms, AbortSignal.any([signal, this.#settling.signal])).then(goOn, goOn);
  }

  #addUsage({ usage }: Reply): void {
    this.#usage = {
      inputTokens: this.#usage.inputTokens + usage.inputTokens,
      outputTokens: this.#usage.outputTokens + usage.outputTokens,
    };
    this.#report();
  }

  #report(): void {
    this.#options.onUsage(this.requests, this.#fromStore, this.#usage, this.cost);
  }
}

/** Failures after which a model may have answered, though nobody read it. */
const maybeCharged: readonly ModelErrorKind[] = ['network', 'timeout', 'bad-reply'];
