import type { Instance } from '../model/task.ts';
import type { Dropped } from './filterInstruction.ts';

export interface FilteredInstances {
  readonly kept: readonly Instance[];
  readonly dropped: readonly (Dropped & { readonly instance: Instance })[];
}

const endsWithColon = /[:：︓]\s*$/u;

/**
 * The filters on the instances of one task, in the method's order (arXiv 2212.10560, section 2.2). Where one input has
 * two different outputs, none of the task's instances can be trusted and all of them go.
 */
export function filterInstances(instances: readonly Instance[], maxInstances: number): FilteredInstances {
  const dropped: (Dropped & { instance: Instance })[] = [];
  const drop = (instance: Instance, reason: Dropped) => {
    dropped.push({ instance, ...reason });
    return false;
  };
  const sound = instances.filter((instance) => {
    const input = instance.input.trim();
    const output = instance.output.trim();
    if (output === '') return drop(instance, { filter: 'empty-output' });
    if (input === output) return drop(instance, { filter: 'input-equals-output' });
    if (endsWithColon.test(input) || endsWithColon.test(output)) return drop(instance, { filter: 'ends-with-colon' });
    return true;
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
    return { kept: [], dropped };
  }
  const seen = new Set<string>();
  const distinct = sound.filter((instance) => {
    const input = instance.input.trim();
    if (seen.has(input)) return drop(instance, { filter: 'duplicate-instance' });
    seen.add(input);
    return true;
  });
  const kept = distinct.filter(
    (instance, index) =>
      index < maxInstances || drop(instance, { filter: 'too-many-instances', detail: `at most ${maxInstances}` }),
  );
  return { kept, dropped };
}
