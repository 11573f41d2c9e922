import type { LanguageCheck } from '../language/languageCheck.ts';
import { BudgetReached } from '../llm/spending.ts';
import type { Ended } from '../model/round.ts';
import { similarityOf } from '../model/similarity.ts';
import { randomFrom } from '../random.ts';
import { type NoveltyPool, openLocalPool } from '../similarity/noveltyPool.ts';
import { createTokenizer, type Tokenizer } from '../similarity/tokenize.ts';
import type { SetAside } from '../store/appendLines.ts';
import type { Snapshot } from '../store/dataset.ts';
import type { DatasetWriter } from '../store/datasetWriter.ts';
import { type Asker, AwaitsReply } from './asker.ts';
import { type AskOptions, ModelAsker } from './askModel.ts';
import type { RunEvent } from './events.ts';
import type { GenerateOptions } from './generate.ts';
import { OfferJudge } from './judgeOffers.ts';
import { limitsOf } from './limits.ts';
import type { PreparedRun } from './prepareRun.ts';
import { fixDemonstrations } from './renderDemonstrations.ts';
import { RoundBook } from './roundBook.ts';
import { RunPool } from './runPool.ts';
import { RunResults } from './runResults.ts';
import type { StepContext } from './steps.ts';

export interface SessionOptions extends GenerateOptions {
  readonly now: () => Date;
  readonly prepared: PreparedRun;
  readonly language: LanguageCheck;
  readonly writer: DatasetWriter;
  readonly emit: (event: RunEvent) => void;
}

/** What every session of a run works with, whatever its requests are. */
export interface SessionParts {
  /** The first request whose results are not all on disk. */
  readonly first: number;
  readonly pool: RunPool;
  readonly novelty: NoveltyPool;
  readonly tokenize: Tokenizer;
  readonly book: RoundBook;
  readonly asker: Asker;
  readonly steps: StepContext;
  readonly judge: OfferJudge;
  readonly results: RunResults;
  /** Requests sent before the ones in front of them are admitted; changes with what the endpoint bears. */
  readonly lookAhead: () => number;
}

/** Builds the parts of a session. `requestsPerRound` is infinite where the whole run is one round. */
export function openSessionParts(
  options: SessionOptions,
  requestsPerRound: number,
  abandon: AbortSignal,
): SessionParts {
  const { dataset, client, prepared, now, version, emit, writer } = options;
  const { snapshot } = dataset;
  const { recipe } = snapshot;
  const { journal, prompts } = prepared;
  const { run, randomSeed } = journal.header;
  const tokenize = createTokenizer({ language: recipe.language });
  const first = journal.nextRequest;
  const pool = new RunPool(snapshot, run, first);
  const written = journal.header.improve ? idsWritten(snapshot, run) : undefined;
  const isOnDisk = (id: string) => pool.isOnDisk(id) || written?.has(id) === true;
  const novelty = (options.openPool ?? openLocalPool)(similarityOf(recipe));
  const terms = options.terms === undefined ? {} : { terms: options.terms };
  const limits = limitsOf(options, recipe, client);
  const price = limits.price ? { price: limits.price } : {};
  const about = { practice: client.practice, ...terms, ...price, now, requestsPerRound };
  const book = new RoundBook(recipe, journal, prepared.replies, about);
  const openAsker = options.openAsker ?? ((asking: AskOptions) => new ModelAsker(asking));
  const asker = openAsker({
    client,
    replies: prepared.replies,
    features: prepared.features,
    instancesFeatures: prepared.instancesFeatures,
    run,
    ...limits,
    ...(options.wait ? { wait: options.wait } : {}),
    signal: AbortSignal.any([options.signal, abandon]),
    now,
    onUsage: (requests, fromStore, usage, cost) =>
      emit({ type: 'usage', requests, fromStore, usage, ...(cost ? { cost } : {}) }),
    onNotice: (message) => emit({ type: 'notice', message }),
  });
  return {
    first,
    pool,
    novelty,
    tokenize,
    book,
    asker,
    steps: {
      asker,
      prompts,
      fixed: fixDemonstrations(pool.demonstrations(-1).seeds, randomSeed, prompts),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      instances: recipe.instances,
      retryUnreadable: recipe.round.retryUnreadable,
      seedOf: (slot) => randomFrom(`${randomSeed}/${run}/${slot}`).integer(0, 2 ** 31 - 1),
    },
    judge: new OfferJudge({
      recipe,
      prompts,
      tokenize,
      language: options.language,
      pool: novelty,
      run,
      randomSeed,
      roundOf: (request) => book.roundOf(request),
      client,
      version,
    }),
    results: new RunResults({ dataset, writer, journal, book, isOnDisk, emit }),
    lookAhead: () => 2 * asker.concurrency,
  };
}

/** Ids of the lines that a run about tasks has written: a stop may have come before the journal knew of them. */
function idsWritten({ outputs, judgements }: Snapshot, run: string): ReadonlySet<string> {
  const alternatives = outputs.alternatives.filter(({ provenance }) => provenance.run === run);
  const judged = judgements.filter((judgement) => judgement.run === run);
  return new Set([...alternatives, ...judged].map(({ id }) => id));
}

/** Tells that a session begins, or goes on. */
export function announceStart(
  { client, prepared, emit }: SessionOptions,
  { first, book }: Pick<SessionParts, 'first' | 'book'>,
  setAside: readonly SetAside[],
): void {
  const { run, randomSeed, improve } = prepared.journal.header;
  emit({
    type: 'started',
    run,
    round: book.roundOf(first),
    connection: client.connection,
    model: client.model,
    practice: client.practice,
    randomSeed,
    firstRequest: first,
    ...(improve ? { improves: improve.step } : {}),
    setAside,
  });
}

/** What is left of the requests when something stopped a session. */
export async function stopAsking(
  line: { settled(): Promise<unknown> },
  abandon: AbortController,
  cause: unknown,
): Promise<void> {
  // What can be asked yet is asked for together: a run waits only when nothing of it can go on.
  if (cause instanceof AwaitsReply) await line.settled();
  // Within a budget the replies under way are paid for: they are waited for and stored. Otherwise they are given up.
  else if (!(cause instanceof BudgetReached)) abandon.abort(cause);
}

/** Ends a session: no new request, and what was done gets its line in `rounds.jsonl`. */
export async function endSession(
  { asker, novelty, results }: Pick<SessionParts, 'asker' | 'novelty' | 'results'>,
  ended: Ended,
): Promise<Ended> {
  await asker.settle();
  await novelty.close();
  await results.recordRound(ended);
  return ended;
}
