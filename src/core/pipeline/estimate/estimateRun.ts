import type { ModelClient, RequestBody } from '../../llm/modelClient.ts';
import { openTokenCount, type TokenBasis, type TokenCount, thinksUnseen } from '../../llm/tokenCount.ts';
import type { Price } from '../../model/money.ts';
import { atMost, between, exactly, meanOf, product, quotient, type Range, sumOf } from '../../model/range.ts';
import type { Recipe } from '../../model/recipe.ts';
import { isOneModel } from '../limits.ts';
import { checkCanGenerate, type Goal } from '../prepareRun.ts';
import type { ReadDataset } from '../previewContext.ts';
import { admittedShare, type EarlierRound, earlierRounds, type PerUnit, perUnit } from './earlierRounds.ts';
import { measureBytesPerToken } from './measureTokens.ts';
import { type SampleRequest, sampleDerived, sampleRound } from './sampleRequests.ts';
import { type Work, workOf } from './workOf.ts';

/** What an estimate was drawn from. */
export type EstimateBasis =
  | { readonly from: 'rounds'; readonly rounds: number }
  | ({ readonly from: 'seeds'; readonly seeds: number } & HowCounted)
  /** Of a derived run: those that it would send. */
  | ({ readonly from: 'requests'; readonly requests: number } & HowCounted);

interface HowCounted {
  readonly tokens: TokenBasis;
  /** Earlier rounds that the share of candidates admitted is from; 0 where it is assumed. */
  readonly shareFrom: number;
}

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
 * would be sent, and its seeds. Nothing is sent or written. `undefined` where the work shows only as it goes. Throws `GenerateError`.
 */
export async function estimateRun(
  dataset: ReadDataset,
  client: ModelClient,
  goal: Goal,
  givenPrice?: Price,
  concurrency: number | 'auto' = dataset.snapshot.recipe.round.concurrency,
): Promise<Estimate | undefined> {
  const { snapshot } = dataset;
  const price = isOneModel(client) ? givenPrice : undefined;
  const wanted = await workOf(dataset, goal);
  if (!wanted) return undefined;
  // A line about a round names one model.
  const step = goal !== 'resume' && 'derive' in goal ? goal.derive.step : undefined;
  const rounds = client.instances ? [] : earlierRounds(snapshot, client, step);
  const share = between(admittedShare(rounds) ?? assumedShare, leastShare, 1);
  const units = unitsOf(wanted, snapshot.recipe, share, concurrency);
  if ('plans' in wanted) return priced(await fromRequests(dataset, client, rounds, wanted, units), price);
  checkCanGenerate(snapshot, client);
  const known = perUnit(rounds, 'rounds' in wanted ? 'round' : 'admitted');
  if (!known) return priced(await fromRequests(dataset, client, rounds, wanted, units), price);
  const done = 'rounds' in wanted ? exactly(wanted.rounds) : product(units.admitted, fillingPool);
  const basis = { from: 'rounds', rounds: known.rounds } as const;
  return priced({ total: timesUnits(known.per, done, wanted), basis }, price);
}

/** What has to be done for a goal. */
interface Units {
  /** Requests that the run is planned in. */
  readonly numbered: Range;
  /** Tasks that are made on the way, whether or not the goal is reached before they are taken. */
  readonly admitted: Range;
}

/** How many requests at a time an endpoint is taken to bear, where the run finds that out. */
const foundOut = 8;

function unitsOf(wanted: Work, { round, demonstrations }: Recipe, share: Range, concurrency: number | 'auto'): Units {
  if ('plans' in wanted) {
    const numbered = exactly(wanted.plans.length);
    return { numbered, admitted: product(numbered, share) };
  }
  const byOne = product(exactly(demonstrations.newPerRequest), share);
  if ('rounds' in wanted) {
    const numbered = exactly(wanted.rounds * round.requests);
    return { numbered, admitted: product(numbered, byOne) };
  }
  // When a target is reached, requests are on their way that it no longer needs.
  const ahead = Math.min(wanted.tasks, 2 * (concurrency === 'auto' ? foundOut : concurrency) * byOne.likely);
  const admitted = sumOf([exactly(wanted.tasks), { low: 0, likely: ahead / 2, high: ahead }]);
  return { numbered: quotient(admitted, byOne), admitted };
}

interface Unpriced {
  readonly total: PerUnit;
  readonly basis: EstimateBasis;
}

function timesUnits(per: PerUnit, units: Range, wanted: Exclude<Work, { plans: unknown }>): PerUnit {
  return {
    requests: product(per.requests, units),
    inputTokens: product(per.inputTokens, units),
    outputTokens: product(per.outputTokens, units),
    admitted: 'tasks' in wanted ? exactly(wanted.tasks) : product(per.admitted, units),
  };
}

function priced({ total, basis }: Unpriced, price: Price | undefined): Estimate {
  if (!price) return { ...total, basis };
  const cost = sumOf([
    product(total.inputTokens, exactly(price.input / 1e6)),
    product(total.outputTokens, exactly(price.output / 1e6)),
  ]);
  return { ...total, cost, price, basis };
}

/** From requests as they are built now, and replies that are like the seeds, or like what a derived run is about. */
async function fromRequests(
  dataset: ReadDataset,
  client: ModelClient,
  rounds: readonly EarlierRound[],
  wanted: Work,
  { numbered, admitted }: Units,
): Promise<Unpriced> {
  const { newPerRequest } = dataset.snapshot.recipe.demonstrations;
  const derives = 'plans' in wanted;
  const { requests, from } = derives
    ? await sampleDerived(dataset, client, wanted.plans)
    : await sampleRound(dataset, client);
  const bytesPerToken = await measureBytesPerToken(dataset, new Set(rounds.map(({ run }) => run)));
  const tokens = await openTokenCount(client.model, bytesPerToken);
  const asked = atMost(product(admitted, askedFurther), numbered.high * (derives ? 1 : newPerRequest));
  const parts = (['offers', 'classification', 'inputs', 'labels'] as const).map((kind) => {
    const of = requests.filter((request) => request.kind === kind);
    // Each task was taken through the later steps once, so that it tells how often each of them comes.
    const times = kind === 'offers' ? numbered : product(asked, exactly(of.length / Math.max(1, from)));
    return {
      requests: times,
      inputTokens: product(times, meanOf(of.map(({ body }) => inputOf(body, tokens)))),
      outputTokens: product(times, meanOf(of.map((one) => outputOf(one, tokens, thinksUnseen(client.model))))),
    };
  });
  const sum = (of: 'requests' | 'inputTokens' | 'outputTokens') => sumOf(parts.map((part) => part[of]));
  const shareFrom = rounds.filter(({ candidates }) => candidates > 0).length;
  const total = {
    requests: sum('requests'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    admitted: 'tasks' in wanted ? exactly(wanted.tasks) : admitted,
  };
  const tokensBy = { tokens: tokens.basis, shareFrom };
  return {
    total,
    basis: derives ? { from: 'requests', requests: from, ...tokensBy } : { from: 'seeds', seeds: from, ...tokensBy },
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
