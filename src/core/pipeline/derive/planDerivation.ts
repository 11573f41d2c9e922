import { type DeriveJob, type DerivePlan, evolveKinds, type Passage } from '../../model/derive.ts';
import type { Task } from '../../model/task.ts';
import { shortHash } from '../../prompts/template.ts';
import { randomFrom } from '../../random.ts';
import type { Snapshot } from '../../store/dataset.ts';
import type { DeriveHeader } from '../../store/runJournal.ts';
import { chooseTasks } from './chooseTasks.ts';
import { growGroups } from './growGroups.ts';

/** What a job is remembered as: two jobs with one header are the same. */
export function deriveHeader(job: DeriveJob): DeriveHeader {
  switch (job.step) {
    case 'grow':
      return { step: 'grow', ...chosen(job), ...(job.to === undefined ? {} : { to: job.to }) };
    case 'fromText': {
      const hashes = job.passages.map(({ source }) => source.hash);
      return { step: 'fromText', of: shortHash(JSON.stringify([job.as, job.again ?? false, hashes])) };
    }
    case 'paraphrase':
      return { step: 'paraphrase', ...chosen(job) };
    case 'evolve':
      return { step: 'evolve', ...chosen(job), of: (job.kinds ?? evolveKinds).join() };
    case 'retry':
      return { step: 'retry', of: shortHash(JSON.stringify(job.plans.map(({ candidate }) => candidate))) };
  }
}

function chosen({ tasks }: { readonly tasks?: readonly string[] }) {
  return tasks ? { tasks } : {};
}

/** The requests that a job begins with; *Grow Instances* plans as it goes. Throws `GenerateError` where nothing can be done. */
export function planDerivation(snapshot: Snapshot, job: DeriveJob, randomSeed: number): DerivePlan[] {
  switch (job.step) {
    case 'grow':
      growGroups(snapshot, { run: '', derive: deriveHeader(job) }, 0);
      return [];
    case 'fromText':
      return unused(snapshot, job.passages, job.again ?? false).map((passage, request) => ({
        request,
        step: 'fromText',
        as: job.as,
        ...passage,
      }));
    case 'paraphrase':
      return toReword(snapshot, job.tasks).map((task, request) => ({
        request,
        step: 'paraphrase',
        ...contentOf(task),
      }));
    case 'evolve':
      return toReword(snapshot, job.tasks).map((task, request) => ({
        request,
        step: 'evolve',
        kind: randomFrom(`${randomSeed}/${task.id}/evolve`).pick(job.kinds ?? evolveKinds),
        ...contentOf(task),
      }));
    case 'retry':
      return job.plans.map((plan, request) => ({ ...plan, request }));
  }
}

/** Without a choice, what a paraphrase came to is left alone: it would be the same task a third time. */
function toReword(snapshot: Snapshot, ids: readonly string[] | undefined): Task[] {
  const tasks = chooseTasks(snapshot, ids);
  if (ids) return tasks;
  return tasks.filter((task) => task.kind === 'seed' || task.provenance?.derived?.step !== 'paraphrase');
}

function contentOf({ id, instruction, instances, isClassification }: Task) {
  return { from: id, instruction, instances, isClassification };
}

/** Passages that were not asked about before, each once. */
function unused(snapshot: Snapshot, passages: readonly Passage[], again: boolean): Passage[] {
  const tasks = [...snapshot.generated.map(({ task }) => task), ...snapshot.deleted];
  const made = [
    ...tasks.map(({ provenance }) => provenance?.derived),
    ...(again ? [] : snapshot.filtered.map(({ derived }) => derived)),
  ];
  const used = new Set(made.flatMap((derived) => (derived?.step === 'fromText' ? [derived.source.hash] : [])));
  return passages.filter(({ source: { hash } }) => {
    if (used.has(hash)) return false;
    used.add(hash);
    return true;
  });
}
