import type { ModelClient, RequestBody } from '../../llm/modelClient.ts';
import { openTokenCount, type TokenBasis, type TokenCount, thinksUnseen } from '../../llm/tokenCount.ts';
import type { Price } from '../../model/money.ts';
import { atMost, between, exactly, meanOf, product, quotient, type Range, sumOf } from '../../model/range.ts';
import { RunJournal } from '../../store/runJournal.ts';
import { countTowardsTarget } from '../../store/whatCounts.ts';
import { isOneModel } from '../limits.ts';
import { checkCanGenerate, type Goal } from '../prepareRun.ts';
import type { ReadDataset } from '../previewContext.ts';
import { admittedShare, type EarlierRound, earlierRounds, type PerUnit, perUnit } from './earlierRounds.ts';
import { measureBytesPerToken } from './measureTokens.ts';
import { type SampleRequest, sampleRequests } from './sampleRequests.ts';

/** What an estimate was drawn from. */
export type EstimateBasis =
  | { readonly from: 'rounds'; readonly rounds: number }
  | {
      readonly from: 'seeds';
      readonly seeds: number;
      readonly tokens: TokenBasis;
      /** Earlier rounds that the share of candidates admitted is from; 0 where it is assumed. */
      readonly shareFrom: number;
    };

/** What a run will come to. */
export interface Estimate {
  readonly requests: Range;
  readonly inputTokens: Range;
  readonly outputTokens: Range;
  readonly admitted: Range;
  /** Absent without a price. */
  readonly cost?: Range;
  readonly price?: Price;
  readonly basis: EstimateBasis;
}

/** The share of candidates admitted in a round of which nothing is known. */
const assumedShare: Range = { low: 0.25, likely: 0.6, high: 0.95 };
/** Where nothing was admitted, something else is wrong, and nothing can be divided by it. */
const leastShare = 0.02;
/** A model's texts beside the seeds'. */
const besideSeeds: Range = { low: 0.5, likely: 1, high: 1.8 };
/** What passes the filters on instructions is asked about further, for each that is admitted: a few of those get no instance. */
const askedFurther: Range = { low: 1, likely: 1.05, high: 1.25 };
/** As a pool fills, less of what comes is new. */
const fillingPool: Range = { low: 1, likely: 1, high: 1.3 };
/** Tokens around a message that no text of it is. */
const perMessage = 5;

/**
 * What a run to this goal will come to, from what earlier rounds used, and otherwise from its requests, built as they
 * would be sent, and its seeds. Nothing is sent or written. `undefined` for goals of another kind than new instructions.
 * Throws `GenerateError`.
 */
export async function estimateRun(
  dataset: ReadDataset,
  client: ModelClient,
  goal: Goal,
  givenPrice?: Price,
): Promise<Estimate | undefined> {
  const { snapshot } = dataset;
  const price = isOneModel(client) ? givenPrice : undefined;
  const wanted = await workOf(dataset, goal);
  if (!wanted) return undefined;
  checkCanGenerate(snapshot, client);
  // A line about a round names one model.
  const rounds = client.instances ? [] : earlierRounds(snapshot, client);
  const known = perUnit(rounds, 'rounds' in wanted ? 'round' : 'admitted');
  if (known) {
    const units = 'rounds' in wanted ? exactly(wanted.rounds) : product(exactly(wanted.tasks), fillingPool);
    return priced(timesUnits(known.per, units, wanted), { from: 'rounds', rounds: known.rounds }, price);
  }
  const { total, basis } = await fromSeeds(dataset, client, rounds, wanted);
  return priced(total, basis, price);
}

type Work = { readonly rounds: number } | { readonly tasks: number };

/** What is left to be done for a goal. */
async function workOf({ disk, paths, snapshot }: ReadDataset, goal: Goal): Promise<Work | undefined> {
  if (goal !== 'resume' && ('derive' in goal || 'improve' in goal)) return undefined;
  const latest = goal === 'resume' ? await RunJournal.latest(disk, paths) : undefined;
  if (goal === 'resume' && (!latest || latest.header.derive || latest.header.improve)) return undefined;
  const whole = goal === 'resume' ? latest?.goal : goal;
  if (!whole) return undefined;
  if ('target' in whole) return { tasks: Math.max(0, whole.target - countTowardsTarget(snapshot)) };
  const done = latest ? latest.nextRequest / snapshot.recipe.round.requests : 0;
  return { rounds: Math.max(0, whole.rounds - done) };
}

function timesUnits(per: PerUnit, units: Range, wanted: Work): PerUnit {
  return {
    requests: product(per.requests, units),
    inputTokens: product(per.inputTokens, units),
    outputTokens: product(per.outputTokens, units),
    admitted: 'tasks' in wanted ? exactly(wanted.tasks) : product(per.admitted, units),
  };
}

function priced(per: PerUnit, basis: EstimateBasis, price: Price | undefined): Estimate {
  if (!price) return { ...per, basis };
  const cost = sumOf([
    product(per.inputTokens, exactly(price.input / 1e6)),
    product(per.outputTokens, exactly(price.output / 1e6)),
  ]);
  return { ...per, cost, price, basis };
}

/** From requests as they are built now, and replies that are like the seeds. */
async function fromSeeds(
  dataset: ReadDataset,
  client: ModelClient,
  rounds: readonly EarlierRound[],
  wanted: Work,
): Promise<{ readonly total: PerUnit; readonly basis: EstimateBasis }> {
  const { demonstrations, round } = dataset.snapshot.recipe;
  const { requests, seeds } = await sampleRequests(dataset, client);
  const bytesPerToken = await measureBytesPerToken(dataset, new Set(rounds.map(({ run }) => run)));
  const tokens = await openTokenCount(client.model, bytesPerToken);
  const measured = admittedShare(rounds);
  const share = between(measured ?? assumedShare, leastShare, 1);
  const offered = exactly(demonstrations.newPerRequest);
  const numbered =
    'rounds' in wanted
      ? exactly(wanted.rounds * round.requests)
      : quotient(exactly(wanted.tasks), product(offered, share));
  const admitted = 'rounds' in wanted ? product(numbered, product(offered, share)) : exactly(wanted.tasks);
  const candidates = product(numbered, offered);
  const asked = atMost(product(admitted, askedFurther), candidates.high);
  const parts = (['offers', 'classification', 'inputs', 'labels'] as const).map((kind) => {
    const of = requests.filter((request) => request.kind === kind);
    // Each seed was taken through the later steps once, so that it tells how often each of them comes.
    const times = kind === 'offers' ? numbered : product(asked, exactly(of.length / seeds.length));
    return {
      requests: times,
      inputTokens: product(times, meanOf(of.map(({ body }) => inputOf(body, tokens)))),
      outputTokens: product(times, meanOf(of.map((one) => outputOf(one, tokens, thinksUnseen(client.model))))),
    };
  });
  const sum = (of: 'requests' | 'inputTokens' | 'outputTokens') => sumOf(parts.map((part) => part[of]));
  const shareFrom = measured ? rounds.filter((earlier) => earlier.candidates > 0).length : 0;
  return {
    total: { requests: sum('requests'), inputTokens: sum('inputTokens'), outputTokens: sum('outputTokens'), admitted },
    basis: { from: 'seeds', seeds: seeds.length, tokens: tokens.basis, shareFrom },
  };
}

/** Messages, and the schema, of which endpoints count more or less. */
function inputOf({ messages, response_format: schema }: RequestBody, tokens: TokenCount): Range {
  const texts = (Array.isArray(messages) ? messages : []) as readonly { content?: unknown }[];
  const said = texts.map(({ content }) =>
    tokens.count(typeof content === 'string' ? content : JSON.stringify(content)),
  );
  const form = schema === undefined ? exactly(0) : tokens.count(JSON.stringify(schema));
  return sumOf([...said, exactly(perMessage * texts.length), product(form, { low: 0, likely: 1, high: 1.2 })]);
}

function outputOf({ body, reply }: SampleRequest, tokens: TokenCount, thinks: boolean): Range {
  const limit = [body.max_completion_tokens, body.max_tokens].find((value) => typeof value === 'number');
  const most = limit ?? Number.POSITIVE_INFINITY;
  const said = atMost(product(tokens.count(reply), besideSeeds), most);
  // What a model thinks unseen is charged, and only its limit is known.
  return thinks && limit !== undefined ? { ...said, high: limit } : said;
}
