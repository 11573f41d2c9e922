import type { Field } from './recipe.ts';

/** The parts of a task that are scored, in the order shown. */
export const scoredParts = ['instruction', 'input', 'output'] as const satisfies readonly Field[];

export const lowestScore = 1;
export const highestScore = 5;

/**
 * What a judge gave the parts of a task: whole numbers from 1 to 5; `input` is null where there is none. In a conversation
 * the input is what the system and the user say, and the output what the assistant says.
 */
export interface Scores {
  readonly instruction: number;
  readonly input: number | null;
  readonly output: number;
}

/** One line of `scores.jsonl`: what one model thinks of a task with one of its instances, at one content. */
export interface Judgement {
  /** Follows from run and request, so that a request that is done again is written once. */
  readonly id: string;
  readonly task: string;
  /** Index of the instance, from 0, when it was judged. */
  readonly instance: number;
  /** Hash of the instruction with that instance (`instanceHash`). It counts while the task has them. */
  readonly of: string;
  readonly scores: Scores;
  readonly reason: string;
  readonly connection: string;
  readonly model: string;
  /** Set where the practice model judged: no language model. */
  readonly practice?: true;
  readonly promptHash: string;
  readonly run: string;
  readonly round: number;
  readonly request: number;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What the judgements of one task come to. */
export interface Scored {
  /** By part: the mean over the judges, of each its mean over the instances. A part that nobody scored is absent. */
  readonly parts: Readonly<Partial<Record<Field, number>>>;
  /** The lowest of any part of any instance: there, the mean over the judges. So one bad output is not lost among good ones. */
  readonly lowest: number;
  /** True where the task was changed since all of them: then they are shown, and count for nothing. */
  readonly stale: boolean;
  /** Of each judge its latest about each instance. */
  readonly judgements: readonly Judgement[];
}

/** Whether a score is a whole number from 1 to 5. */
export function isScore(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= lowestScore && Number(value) <= highestScore;
}

/** 0 where there is nothing. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
