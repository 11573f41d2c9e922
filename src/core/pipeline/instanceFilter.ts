import type { Instance } from '../model/task.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import { filterConversations } from './filterConversations.ts';
import { type FilteredInstances, filterInstances, type InLanguage } from './filterInstances.ts';

export type InstanceFilter = (instances: readonly Instance[], inLanguage?: InLanguage) => FilteredInstances;

/** The filters on instances, of either kind: a task has conversations or none. */
export function createInstanceFilter(maxInstances: number, tokenize: Tokenizer): InstanceFilter {
  return (instances, inLanguage) =>
    instances.some(({ messages }) => messages)
      ? filterConversations(instances, maxInstances, tokenize, inLanguage)
      : filterInstances(instances, maxInstances, inLanguage);
}
