import { distinctFlags, type LanguageVerdict } from '../language/languageCheck.ts';
import type { Instance, TaskFlag } from '../model/task.ts';
import type { Dropped } from './filterInstruction.ts';

export interface FilteredInstances {
  readonly kept: readonly Instance[];
  readonly dropped: readonly (Dropped & { readonly instance: Instance })[];
  /** What a person should look at in what was kept. */
  readonly flags: readonly TaskFlag[];
}

/** Judges the language of an instance. */
export type InLanguage = (instance: Instance) => LanguageVerdict;

/** Where the language is not judged. */
export const inAny: InLanguage = () => ({ flags: [] });

const endsWithColon = /[:：︓]\s*$/u;

/** What makes an instance useless whatever stands beside it. */
export function findUnsound(instance: Instance): Dropped | undefined {
  const input = instance.input.trim();
  const output = instance.output.trim();
  if (output === '') return { filter: 'empty-output' };
  if (input === output) return { filter: 'input-equals-output' };
  return endsWithColon.test(input) || endsWithColon.test(output) ? { filter: 'ends-with-colon' } : undefined;
}

/**
 * The filters on the instances of one task, in the method's order (arXiv 2212.10560, section 2.2). Where one input has
 * two different outputs, none of the task's instances can be trusted and all of them go. `inLanguage` judges the language.
 */
export function filterInstances(
  instances: readonly Instance[],
  maxInstances: number,
  inLanguage: InLanguage = inAny,
): FilteredInstances {
  const dropped: (Dropped & { instance: Instance })[] = [];
  const drop = (instance: Instance, reason: Dropped) => {
    dropped.push({ instance, ...reason });
    return false;
  };
  const sound = instances.filter((instance) => {
    const reason = findUnsound(instance);
    return reason ? drop(instance, reason) : true;
  });
  const outputs = new Map<string, string>();
  const contradiction = sound.find(({ input, output }) => {
    const before = outputs.get(input.trim());
    outputs.set(input.trim(), output.trim());
    return before !== undefined && before !== output.trim();
  });
  if (contradiction) {
    for (const instance of sound)
      drop(instance, { filter: 'same-input-different-outputs', detail: contradiction.input });
    return { kept: [], dropped, flags: [] };
  }
  const seen = new Set<string>();
  const distinct = sound.filter((instance) => {
    const input = instance.input.trim();
    if (seen.has(input)) return drop(instance, { filter: 'duplicate-instance' });
    seen.add(input);
    return true;
  });
  const flagsOf = new Map<Instance, readonly TaskFlag[]>();
  const understood = distinct.filter((instance) => {
    const { drop: foreign, flags } = inLanguage(instance);
    flagsOf.set(instance, flags);
    return foreign === undefined || drop(instance, foreign);
  });
  const kept = understood.filter(
    (instance, index) =>
      index < maxInstances || drop(instance, { filter: 'too-many-instances', detail: `at most ${maxInstances}` }),
  );
  return { kept, dropped, flags: distinctFlags(kept.flatMap((instance) => flagsOf.get(instance) ?? [])) };
}
