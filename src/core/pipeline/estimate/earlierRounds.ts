import type { ModelClient } from '../../llm/modelClient.ts';
import type { DerivedStep } from '../../model/derive.ts';
import { expectedOf, type Range } from '../../model/range.ts';
import type { RoundRecord, Usage } from '../../model/round.ts';
import { PromptSet } from '../../prompts/promptSet.ts';
import type { Snapshot } from '../../store/dataset.ts';
import { recipeHash } from '../../store/recipeFile.ts';

/** What one earlier round came to, the lines of its sessions together. */
export interface EarlierRound {
  readonly run: string;
  readonly requests: number;
  readonly candidates: number;
  readonly admitted: number;
  readonly usage: Usage;
  /** All its requests were answered: no stop, target or budget cut it short. */
  readonly whole: boolean;
  /** Asked in the same words and under the same recipe as the next one. */
  readonly same: boolean;
}

/** How many of the last rounds are looked at: models and pools change. */
const mostRounds = 8;

/** The last rounds of this kind in which this model wrote by this kind of recipe, the latest last. */
export function earlierRounds(
  snapshot: Snapshot,
  { model }: Pick<ModelClient, 'model'>,
  derived?: DerivedStep,
): readonly EarlierRound[] {
  const { recipe, ownPrompts } = snapshot;
  const hashes = `${recipeHash(recipe)} ${new PromptSet(recipe, ownPrompts).hashOfRun()}`;
  const rounds = new Map<string, EarlierRound>();
  for (const record of snapshot.rounds) {
    if (
      record.practice ||
      record.derived !== derived ||
      record.improved ||
      record.model !== model ||
      record.recipe !== recipe.recipe
    )
      continue;
    const key = `${record.run} ${record.round}`;
    rounds.set(key, joined(rounds.get(key), record, `${record.recipeHash} ${record.promptHash}` === hashes));
  }
  return [...rounds.values()].slice(-mostRounds);
}

function joined(before: EarlierRound | undefined, record: RoundRecord, same: boolean): EarlierRound {
  const { usage = { inputTokens: 0, outputTokens: 0 } } = before ?? {};
  return {
    run: record.run,
    requests: (before?.requests ?? 0) + record.requests,
    candidates: (before?.candidates ?? 0) + record.candidates,
    admitted: (before?.admitted ?? 0) + record.admitted.length,
    usage: {
      inputTokens: usage.inputTokens + record.usage.inputTokens,
      outputTokens: usage.outputTokens + record.usage.outputTokens,
    },
    whole: record.ended === 'rounds' || record.ended === 'saturated',
    same: same && (before?.same ?? true),
  };
}

/** What is asked, comes back and is kept in one unit of work: a round, or an admitted task. */
export interface PerUnit {
  readonly requests: Range;
  readonly inputTokens: Range;
  readonly outputTokens: Range;
  readonly admitted: Range;
}

/** By round, or by admitted task; `undefined` where no earlier round tells. */
export function perUnit(
  rounds: readonly EarlierRound[],
  unit: 'round' | 'admitted',
): { readonly per: PerUnit; readonly rounds: number } | undefined {
  const telling = rounds
    .filter(({ same, usage }) => same && usage.inputTokens + usage.outputTokens > 0)
    .filter(({ whole, admitted }) => (unit === 'round' ? whole : admitted > 0));
  const of = (value: (round: EarlierRound) => number) =>
    expectedOf(telling.map((round) => value(round) / (unit === 'round' ? 1 : round.admitted)));
  const requests = of((round) => round.requests);
  const inputTokens = of(({ usage }) => usage.inputTokens);
  const outputTokens = of(({ usage }) => usage.outputTokens);
  const admitted = of((round) => round.admitted);
  if (!requests || !inputTokens || !outputTokens || !admitted) return undefined;
  return { per: { requests, inputTokens, outputTokens, admitted }, rounds: telling.length };
}

/** Share (0 to 1) of candidates that was admitted; `undefined` where no earlier round tells. */
export function admittedShare(rounds: readonly EarlierRound[]): Range | undefined {
  const shares = rounds.filter(({ candidates }) => candidates > 0).map((round) => round.admitted / round.candidates);
  return expectedOf(shares);
}
