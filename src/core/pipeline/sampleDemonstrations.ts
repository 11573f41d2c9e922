import type { Recipe } from '../model/recipe.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import { randomFrom } from '../random.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import { type DemonstrationPool, showsPending } from '../store/whatCounts.ts';

/**
 * Draws the demonstrations of one request: by default 6 seeds and 2 generated tasks, shuffled (arXiv 2212.10560, section
 * 2.2), accepted ones before pending ones. Where there are too few generated tasks, seeds take their place, and the
 * other way round. The draw depends on (random seed, round, request) and the pool alone.
 */
export function planRequest(
  pool: DemonstrationPool,
  recipe: Recipe,
  draw: { readonly randomSeed: number; readonly round: number; readonly request: number },
): RequestPlan {
  const random = randomFrom(`${draw.randomSeed}/${draw.round}/${draw.request}/demonstrations`);
  const prompt = choosePrompt(pool, recipe, random.next());
  const fits = (task: Task) => prompt !== 'classificationInstructions' || task.isClassification;
  const usable = (task: Task) => fits(task) && (prompt !== 'tasks' || task.instances.length > 0);
  const { seeds, generated } = recipe.demonstrations;
  const machine = drawGenerated(pool, recipe, generated, usable, random);
  const own = random.sample(pool.seeds.filter(usable), seeds + generated - machine.length);
  const drawn = [...own, ...machine];
  return {
    type: 'plan',
    request: draw.request,
    prompt,
    demonstrations: random.sample(drawn, drawn.length).map(({ id }) => id),
  };
}

/** Fewest classification seeds that are worth a request of their own. */
const enoughClassification = 3;

function choosePrompt(pool: DemonstrationPool, recipe: Recipe, drawn: number): RequestPlan['prompt'] {
  if (recipe.recipe === 'single-call') return 'tasks';
  // A conversation has no label: what is drawn stays the same, and every request asks for what users want.
  if (recipe.instances === 'conversation') return 'instructions';
  const classification = pool.seeds.filter(({ isClassification }) => isClassification).length;
  return classification >= enoughClassification && drawn < recipe.demonstrations.classificationShare
    ? 'classificationInstructions'
    : 'instructions';
}

function drawGenerated(
  pool: DemonstrationPool,
  recipe: Recipe,
  count: number,
  usable: (task: Task) => boolean,
  random: ReturnType<typeof randomFrom>,
): GeneratedTask[] {
  const accepted = random.sample(pool.accepted.filter(usable), count);
  if (accepted.length === count || !showsPending(recipe, pool.accepted.length)) return accepted;
  return [...accepted, ...random.sample(pool.pending.filter(usable), count - accepted.length)];
}
