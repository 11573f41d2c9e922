import { createTokenizer } from '../../core/similarity/tokenize.ts';
import { computeOverview } from '../../core/stats/computeOverview.ts';
import type { ReviewedTask, Snapshot } from '../../core/store/dataset.ts';
import { hasPracticeTasks } from '../../core/store/whatCounts.ts';
import type { Card, QueueItem, ToPanel } from '../../protocol/panel.ts';
import { findTask } from '../taskLookup.ts';

type Tokenize = (text: string) => readonly string[];

/** Makes the panel's messages of snapshots. Texts that were counted once are not counted again. */
export class PanelMessages {
  #language: string | undefined;
  #counts = new Map<string, readonly string[]>();

  /** The whole dataset: overview and queue. */
  dataset(snapshot: Snapshot, canUndo: boolean): ToPanel {
    const { name, recipe, seeds, generated, filtered, rounds } = snapshot;
    const overview = computeOverview({
      seeds,
      generated: generated.map(({ task, standing }) => ({ task, state: standing.state })),
      filtered,
      rounds,
      tokenize: this.#tokenizer(recipe.language),
      threshold: recipe.filters.similarity,
    });
    const practice = hasPracticeTasks(snapshot);
    return {
      type: 'dataset',
      name,
      language: recipe.language,
      practice,
      overview,
      queue: generated.map(queueItem),
      canUndo,
    };
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

function queueItem({ task, standing }: ReviewedTask): QueueItem {
  return {
    id: task.id,
    state: standing.state,
    ...(standing.changedSince ? { changedSince: standing.changedSince } : {}),
    ...(task.novelty?.nearest === undefined ? {} : { score: task.novelty.max }),
    ...(task.provenance?.practice ? { practice: true } : {}),
  };
}

/** One task as the review card shows it; `undefined` where it is not there. */
export function cardOf(snapshot: Snapshot, id: string): Card | undefined {
  const reviewed = snapshot.byId.get(id);
  if (!reviewed) return undefined;
  const { task, standing, of } = reviewed;
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
    state: standing.state,
    ...(standing.changedSince ? { changedSince: standing.changedSince } : {}),
    ...(provenance?.practice ? { practice: true } : {}),
    ...(provenance ? { model: provenance.servedModel, round: provenance.round } : {}),
    of,
    ...(novelty && neighbour
      ? { nearest: { id: neighbour.id, instruction: neighbour.instruction, score: novelty.max } }
      : {}),
  };
}
