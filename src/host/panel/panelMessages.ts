import type { Scored } from '../../core/model/judgement.ts';
import { measureNote } from '../../core/model/similarity.ts';
import { createTokenizer } from '../../core/similarity/tokenize.ts';
import { computeOverview } from '../../core/stats/computeOverview.ts';
import type { Overview } from '../../core/stats/overview.ts';
import type { ReviewedTask, Snapshot } from '../../core/store/dataset.ts';
import { hasPracticeTasks } from '../../core/store/whatCounts.ts';
import type { Card, CardScores, QueueItem, ToPanel } from '../../protocol/panel.ts';
import { findTask } from '../taskLookup.ts';

type Tokenize = (text: string) => readonly string[];

/** What the page has of a dataset. */
interface Sent {
  readonly folder: string;
  readonly name: string;
  readonly language: string;
  readonly number: number;
  readonly queue: readonly QueueItem[];
}

/**
 * Makes the panel's messages of snapshots: the whole dataset first, then what changed. Texts that were counted once are
 * not counted again.
 */
export class PanelMessages {
  #language: string | undefined;
  #counts = new Map<string, readonly string[]>();
  #number = 0;
  #sent: Sent | undefined;

  /** Forgets what the page has: the next message holds the whole dataset. */
  forget(): void {
    this.#sent = undefined;
  }

  /** Brings the page up to date: overview and queue, or of the queue what changed since the last message. */
  dataset(snapshot: Snapshot, canUndo: boolean): ToPanel {
    const { folder, name, recipe, generated } = snapshot;
    const before = this.#sent;
    this.#number += 1;
    const queue = generated.map((reviewed, index) => {
      const item = queueItem(reviewed);
      const known = before?.queue[index];
      return known && isSame(known, item) ? known : item;
    });
    const common = {
      number: this.#number,
      practice: hasPracticeTasks(snapshot),
      overview: this.#overview(snapshot),
      canUndo,
    };
    this.#sent = { folder, name, language: recipe.language, number: this.#number, queue };
    if (before && continues(before, this.#sent)) {
      const items = queue.filter((item, index) => item !== before.queue[index]);
      return { type: 'patch', after: before.number, ...common, items };
    }
    return { type: 'dataset', name, language: recipe.language, ...common, queue };
  }

  #overview({ seeds, generated, filtered, rescuedCandidates: rescued, rounds, recipe }: Snapshot): Overview {
    return computeOverview({
      seeds,
      generated: generated.map(({ standing, ...reviewed }) => ({ ...reviewed, state: standing.state })),
      filtered,
      rescued,
      rounds,
      tokenize: this.#tokenizer(recipe.language),
      threshold: recipe.filters.similarity,
      measure: recipe.filters.measure,
    });
  }

  /** A tokenizer that remembers counts; only the number of tokens is used. What the dataset no longer holds is forgotten. */
  #tokenizer(language: string): Tokenize {
    const tokenize = createTokenizer({ language });
    const before: ReadonlyMap<string, readonly string[]> = this.#language === language ? this.#counts : new Map();
    this.#language = language;
    const counts = new Map<string, readonly string[]>();
    this.#counts = counts;
    return (text) => {
      const known = counts.get(text) ?? before.get(text) ?? new Array<string>(tokenize(text).length);
      counts.set(text, known);
      return known;
    };
  }
}

/** Whether all that was sent is still there, in the same order, with at most new items behind it. */
function continues(before: Sent, { folder, name, language, queue }: Sent): boolean {
  return (
    before.folder === folder &&
    before.name === name &&
    before.language === language &&
    before.queue.every(({ id }, index) => id === queue[index]?.id)
  );
}

function isSame(a: QueueItem, b: QueueItem): boolean {
  return (
    a.id === b.id &&
    a.state === b.state &&
    a.changedSince === b.changedSince &&
    a.score === b.score &&
    a.lowest === b.lowest &&
    a.practice === b.practice
  );
}

function queueItem({ task, standing, scored }: ReviewedTask): QueueItem {
  return {
    id: task.id,
    state: standing.state,
    ...(standing.changedSince ? { changedSince: standing.changedSince } : {}),
    ...(task.novelty?.nearest === undefined ? {} : { score: task.novelty.max }),
    ...(scored && !scored.stale ? { lowest: scored.lowest } : {}),
    ...(task.provenance?.practice ? { practice: true } : {}),
    ...(task.flags ? { flagged: true } : {}),
  };
}

/** One task as the review card shows it; `undefined` where it is not there. */
export function cardOf(snapshot: Snapshot, id: string): Card | undefined {
  const reviewed = snapshot.byId.get(id);
  if (!reviewed) return undefined;
  const { task, standing, of, scored } = reviewed;
  const { novelty, provenance } = task;
  const neighbour = novelty?.nearest === undefined ? undefined : findTask(snapshot, novelty.nearest);
  return {
    id,
    ...(task.name === undefined ? {} : { name: task.name }),
    instruction: task.instruction,
    instances: task.instances.map(({ input, output, messages }) =>
      messages ? { input, output, messages } : { input, output },
    ),
    isClassification: task.isClassification,
    ...(task.flags ? { flags: task.flags } : {}),
    ...(provenance?.original ? { edited: true } : {}),
    state: standing.state,
    ...(standing.changedSince ? { changedSince: standing.changedSince } : {}),
    ...(provenance?.practice ? { practice: true } : {}),
    ...(provenance ? { model: provenance.servedModel, round: provenance.round } : {}),
    of,
    ...(scored ? { scores: cardScores(scored, task.instances.length) } : {}),
    ...(novelty && neighbour
      ? {
          nearest: {
            id: neighbour.id,
            instruction: neighbour.instruction,
            score: novelty.max,
            ...measureNote(novelty.measure ?? 'rouge-l'),
          },
        }
      : {}),
  };
}

function cardScores({ stale, judgements }: Scored, instances: number): CardScores {
  return {
    stale,
    judgements: judgements.map(({ scores, reason, model, practice, at, instance }) => ({
      scores,
      reason,
      model,
      ...(practice ? { practice } : {}),
      at,
      ...(instances > 1 ? { instance } : {}),
    })),
  };
}
