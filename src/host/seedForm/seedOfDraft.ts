import { randomUUID } from 'node:crypto';
import type { SeedTask } from '../../core/model/task.ts';
import { isBlankInstance, messagesOf, type SeedDraft } from '../../protocol/seedForm.ts';

/** An empty draft. Who wrote and under which licence stays from one task to the next. */
export function emptyDraft(
  { author, source, licence, translatedFrom }: Pick<SeedDraft, 'author' | 'source' | 'licence' | 'translatedFrom'>,
  isClassification: boolean,
): SeedDraft {
  const instances = [{ input: '', output: '', turns: ['', ''] }];
  return { instruction: '', isClassification, instances, author, source, licence, translatedFrom };
}

/** Whether there is anything in a draft that would be a pity to lose. */
export function isBlankDraft({ instruction, instances }: SeedDraft): boolean {
  return instruction.trim() === '' && instances.every(isBlankInstance);
}

/** The seed task that a whole draft says, under a new id. Texts of the task stay as they were typed. */
export function seedOfDraft(draft: SeedDraft, conversation: boolean): SeedTask {
  const { instruction, isClassification, instances } = draft;
  return {
    kind: 'seed',
    id: newSeedId(),
    instruction,
    instances: instances
      .filter((instance) => !isBlankInstance(instance))
      .map(({ input, output, turns }) =>
        conversation ? { input: '', output: '', messages: messagesOf(turns) } : { input, output },
      ),
    isClassification: isClassification && !conversation,
    ...stated(draft),
  };
}

/** An id that no other window or branch gives out. */
export function newSeedId(): string {
  return `seed_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

function stated(draft: SeedDraft): Pick<SeedTask, 'author' | 'source' | 'licence' | 'translatedFrom'> {
  const fields = (['author', 'source', 'licence', 'translatedFrom'] as const).map((name) => [name, draft[name].trim()]);
  return Object.fromEntries(fields.filter(([, text]) => text !== ''));
}
