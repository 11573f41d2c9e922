import type { Random } from '../random.ts';

/** What was chosen for each slot of a pattern, by the name of the choice. */
export type Choice = Readonly<Record<string, string>>;

/** An input and the output that was computed for it. */
export interface Pair {
  readonly input: string;
  readonly output: string;
}

/** A kind of task that the practice model can compose, and whose outputs it can compute. */
export interface Family {
  readonly id: string;
  /** Instructions; `{slot}` stands for one wording of one choice of that slot. */
  readonly patterns: readonly string[];
  /** By slot: each choice with its wording or wordings. A choice that matters to the answer is found again in `instance`. */
  readonly slots?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Set for a classification: all outputs that there can be. */
  readonly labels?: readonly string[];
  /** Draws an input and computes its output, which is `label` for a classification. An empty input means that none is needed. */
  readonly instance: (random: Random, choice: Choice, label: string) => Pair;
}

/** An instruction together with what it was composed from. */
export interface Composed {
  readonly family: Family;
  readonly instruction: string;
  readonly choice: Choice;
}

const slotPlace = /\{(\w+)\}/gu;

/** Draws one instruction of a family. */
export function compose(family: Family, random: Random): Composed {
  const choice: Record<string, string> = {};
  const instruction = random.pick(family.patterns).replace(slotPlace, (_, slot: string) => {
    const [name, wordings] = random.pick(Object.entries(slotOf(family, slot)));
    choice[slot] = name;
    return random.pick(asList(wordings));
  });
  return { family, instruction, choice };
}

/** The same task in another wording of its family; the same wording where there is no other that says as much. */
export function rephrase({ family, instruction, choice }: Composed, random: Random): string {
  const slotsOf = (pattern: string) => [...pattern.matchAll(slotPlace)].map(([, slot]) => slot).toSorted();
  const slots = Object.keys(choice).toSorted().join();
  const others = family.patterns
    .filter((pattern) => slotsOf(pattern).join() === slots)
    .map((pattern) =>
      pattern.replace(slotPlace, (_, slot: string) =>
        random.pick(asList(slotOf(family, slot)[choice[slot] ?? ''] ?? [])),
      ),
    )
    .filter((wording) => wording !== instruction);
  return others.length > 0 ? random.pick(others) : instruction;
}

/** Finds the family and the choices behind a text that holds a composed instruction; the longest one, where it holds several. */
export function recognise(families: readonly Family[], text: string): Composed | undefined {
  let best: Composed | undefined;
  for (const family of families) {
    for (const { pattern, literal, slots } of expressionsOf(family)) {
      // Looking for a plain part first spares nearly all of the matching.
      const match = text.includes(literal) ? pattern.exec(text) : null;
      if (!match || match[0].length <= (best?.instruction.length ?? 0)) continue;
      const choice = Object.fromEntries(
        slots.map((slot, index) => [slot, choiceOf(family, slot, match[index + 1] ?? '')]),
      );
      best = { family, instruction: match[0], choice };
    }
  }
  return best;
}

/**
 * Instances of a composed instruction: at most `count` with different inputs, one where it needs no input; for a classification the
 * labels take turns.
 */
export function instancesOf({ family, choice }: Composed, count: number, random: Random): Pair[] {
  const labels = family.labels ? random.sample(family.labels, family.labels.length) : [''];
  const pairs = new Map<string, Pair>();
  // Some more draws than asked for, since a small table repeats its inputs.
  for (let draw = 0; draw < count * 4 && pairs.size < count; draw += 1) {
    const pair = family.instance(random, choice, labels[draw % labels.length] ?? '');
    // A list that happens to be sorted already teaches nothing.
    if (pair.input !== pair.output && !pairs.has(pair.input)) pairs.set(pair.input, pair);
    if (pair.input === '') break;
  }
  return [...pairs.values()];
}

interface Expression {
  readonly pattern: RegExp;
  /** The longest part of the pattern without a slot. */
  readonly literal: string;
  readonly slots: readonly string[];
}

const expressions = new WeakMap<Family, readonly Expression[]>();

function expressionsOf(family: Family): readonly Expression[] {
  const known = expressions.get(family);
  if (known) return known;
  const made = family.patterns.map((pattern) => {
    const slots = [...pattern.matchAll(slotPlace)].map(([, slot]) => slot ?? '');
    // The split leaves literal text at even places and slot names at odd ones.
    const parts = pattern.split(slotPlace);
    const literal = parts
      .filter((_, index) => index % 2 === 0)
      .reduce((one, other) => (other.length > one.length ? other : one));
    const source = parts
      .map((part, index) => (index % 2 === 0 ? escaped(part) : `(${wordingsOf(family, part)})`))
      .join('');
    return { pattern: new RegExp(source, 'u'), literal, slots };
  });
  expressions.set(family, made);
  return made;
}

/** Longer wordings first, so that one which begins like another is read whole. */
function wordingsOf(family: Family, slot: string): string {
  return Object.values(slotOf(family, slot))
    .flatMap(asList)
    .toSorted((one, other) => other.length - one.length)
    .map((wording) => escaped(wording))
    .join('|');
}

function choiceOf(family: Family, slot: string, wording: string): string {
  const found = Object.entries(slotOf(family, slot)).find(([, wordings]) => asList(wordings).includes(wording));
  return found?.[0] ?? '';
}

function slotOf(family: Family, slot: string): Readonly<Record<string, string | readonly string[]>> {
  const choices = family.slots?.[slot];
  if (!choices) throw new Error(`The family ${family.id} has a pattern with the unknown slot ${slot}.`);
  return choices;
}

function asList(wordings: string | readonly string[]): readonly string[] {
  return typeof wordings === 'string' ? [wordings] : wordings;
}

/** `RegExp.escape` is missing in the Node of the oldest supported editor. */
function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/gu, '\\$&');
}
