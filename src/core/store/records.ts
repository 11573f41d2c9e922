import type { ValidateFunction } from 'ajv';
import type { FilteredCandidate } from '../model/candidate.ts';
import { readAsPair } from '../model/conversation.ts';
import type { Decision } from '../model/decision.ts';
import type { DistinctPair } from '../model/distinctPair.ts';
import type { Judgement } from '../model/judgement.ts';
import type { AlternativeOutput, OutputChoice } from '../model/output.ts';
import type { Field } from '../model/recipe.ts';
import type { RoundRecord } from '../model/round.ts';
import {
  flagCodes,
  type GeneratedTask,
  type Instance,
  type Message,
  type Novelty,
  type Provenance,
  type SeedTask,
  type TaskFlag,
} from '../model/task.ts';
import { shortHash } from '../prompts/template.ts';
import * as validators from './schemas/validators.generated.js';

/** A value that a schema refused. `message` names the field, what was expected and what stands there. */
export class NotARecord extends Error {}

/** A tombstone: the task of this id was deleted, its earlier lines stay for the novelty pool. */
export interface Tombstone {
  readonly kind: 'tombstone';
  readonly id: string;
}

interface StoredInstance {
  readonly input?: string | null;
  readonly output?: string | null;
  readonly messages?: readonly Message[] | null;
  readonly provenance?: Provenance;
}

interface StoredTask {
  id?: string | number;
  name?: string | null;
  instruction: string;
  instances: StoredInstance[];
  is_classification?: boolean;
  split?: string;
  promotedFrom?: string;
  machine_written?: boolean;
  rev?: number;
  provenance?: Provenance;
  novelty?: Novelty;
  flags?: unknown;
  deleted?: boolean;
}

function check(validate: ValidateFunction, value: unknown): void {
  if (validate(value)) return;
  const first = validate.errors?.find(({ keyword }) => keyword !== 'anyOf' && keyword !== 'if') ?? validate.errors?.[0];
  const where = first?.instancePath ? `“${first.instancePath.slice(1).replaceAll('/', '.')}” ` : 'the record ';
  throw new NotARecord(`${where}${first?.message ?? 'has another form'}`);
}

function readContent(stored: StoredTask) {
  return {
    instruction: stored.instruction,
    instances: stored.instances.map(readInstance),
    isClassification: stored.is_classification ?? false,
    ...(typeof stored.name === 'string' ? { name: stored.name } : {}),
  };
}

function readInstance({ input, output, messages, provenance }: StoredInstance): Instance {
  return {
    input: '',
    output: '',
    ...(messages ? { ...readAsPair(messages), messages } : {}),
    ...(typeof input === 'string' ? { input } : {}),
    ...(typeof output === 'string' ? { output } : {}),
    ...(provenance ? { provenance } : {}),
  };
}

/** An instance as a line holds it: what a conversation's turns say is not written a second time. */
function storedInstance(instance: Instance): StoredInstance {
  if (!instance.messages) return instance;
  const { input, output, ...rest } = instance;
  const said = readAsPair(instance.messages);
  return { ...(said.input === input ? {} : { input }), ...(said.output === output ? {} : { output }), ...rest };
}

/** Reads a line of `seed_tasks.jsonl`. A seed without id gets one from its instruction. Throws `NotARecord`. */
export function readSeed(value: unknown): SeedTask {
  check(validators.seedTask, value);
  const stored = value as StoredTask;
  return {
    kind: 'seed',
    id: stored.id === undefined ? `seed_${shortHash(stored.instruction)}` : String(stored.id),
    ...readContent(stored),
    ...(stored.split === undefined ? {} : { split: stored.split }),
    ...(stored.promotedFrom === undefined ? {} : { promotedFrom: stored.promotedFrom }),
    ...(stored.machine_written === true ? { machineWritten: true as const } : {}),
    ...readOrigin(value as Record<string, unknown>),
  };
}

/** Fields of the same names that hold something else are other people's own, and are left alone. */
function readOrigin(stored: Readonly<Record<string, unknown>>): Pick<SeedTask, (typeof originFields)[number]> {
  return Object.fromEntries(
    originFields.flatMap((name) => (typeof stored[name] === 'string' ? [[name, stored[name]]] : [])),
  );
}

/** Where a seed comes from, as the person states it. */
export const originFields = ['author', 'source', 'licence', 'translatedFrom'] as const;

/** Reads a line of a part of the generated tasks. Throws `NotARecord`. */
export function readGenerated(value: unknown): GeneratedTask | Tombstone {
  check(validators.generatedTask, value);
  const stored = value as StoredTask;
  const id = String(stored.id);
  if (stored.deleted === true) return { kind: 'tombstone', id };
  return {
    kind: 'generated',
    id,
    ...readContent(stored),
    rev: stored.rev ?? 1,
    ...(stored.provenance ? { provenance: stored.provenance } : {}),
    ...(stored.novelty ? { novelty: stored.novelty } : {}),
    ...readFlags(stored.flags),
  };
}

const flagFields: readonly unknown[] = ['instruction', 'input', 'output'] satisfies Field[];

/** Whatever else stands there is other people's own, or a newer version's, and is left alone. */
function readFlags(stored: unknown): Pick<GeneratedTask, 'flags'> {
  if (!Array.isArray(stored)) return {};
  const flags = stored.flatMap((flag: Partial<TaskFlag> | null): TaskFlag[] => {
    const { code, field, detail } = flag ?? {};
    if (!flagCodes.some((known) => known === code) || !flagFields.includes(field)) return [];
    return [{ code, field, detail: typeof detail === 'string' ? detail : '' } as TaskFlag];
  });
  return flags.length > 0 ? { flags } : {};
}

/** Reads a line of `decisions.jsonl`. Throws `NotARecord`. */
export function readDecision(value: unknown): Decision {
  check(validators.decision, value);
  return value as Decision;
}

/** Reads a line of `outputs.jsonl`: another output, or a choice among them. Throws `NotARecord`. */
export function readOutput(value: unknown): AlternativeOutput | OutputChoice {
  const isChoice = typeof value === 'object' && value !== null && 'chosen' in value;
  check(isChoice ? validators.outputChoice : validators.alternativeOutput, value);
  return value as AlternativeOutput | OutputChoice;
}

/** Reads a line of `not_duplicates.jsonl`. Throws `NotARecord`. */
export function readDistinctPair(value: unknown): DistinctPair {
  check(validators.distinctPair, value);
  return value as DistinctPair;
}

/** Reads a line of `scores.jsonl`. Throws `NotARecord`. */
export function readJudgement(value: unknown): Judgement {
  check(validators.judgement, value);
  return value as Judgement;
}

/** Reads a line of `filtered_candidates.jsonl`. Throws `NotARecord`. */
export function readFiltered(value: unknown): FilteredCandidate {
  check(validators.filteredCandidate, value);
  const stored = value as Omit<FilteredCandidate, 'instances'> &
    Partial<Pick<StoredTask, 'instances' | 'is_classification'>>;
  const { is_classification: isClassification, instances, ...rest } = stored;
  return {
    ...rest,
    ...(instances ? { instances: instances.map(readInstance) } : {}),
    ...(isClassification === undefined ? {} : { isClassification }),
  };
}

/** Reads a line of `rounds.jsonl`. Throws `NotARecord`. */
export function readRound(value: unknown): RoundRecord {
  check(validators.round, value);
  const round = value as Partial<RoundRecord> & Pick<RoundRecord, 'round' | 'run' | 'admitted' | 'filtered' | 'ended'>;
  return {
    recipe: 'self-instruct',
    recipeHash: '',
    promptHash: '',
    connection: '',
    model: '',
    randomSeed: 0,
    candidates: 0,
    instances: 0,
    requests: 0,
    failed: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
    startedAt: '',
    endedAt: '',
    ...round,
  };
}

/** A seed task as its line holds it. */
export function storedSeed(seed: SeedTask): Record<string, unknown> {
  return {
    id: seed.id,
    ...(seed.name === undefined ? {} : { name: seed.name }),
    instruction: seed.instruction,
    instances: seed.instances.map(({ input, output, messages }) => (messages ? { messages } : { input, output })),
    is_classification: seed.isClassification,
    ...(seed.split === undefined ? {} : { split: seed.split }),
    ...(seed.promotedFrom === undefined ? {} : { promotedFrom: seed.promotedFrom }),
    ...(seed.machineWritten ? { machine_written: true } : {}),
    ...readOrigin({ ...seed }),
  };
}

/** A generated task as its line holds it. */
export function storedTask(task: GeneratedTask): Record<string, unknown> {
  return {
    id: task.id,
    ...(task.name === undefined ? {} : { name: task.name }),
    instruction: task.instruction,
    instances: task.instances.map(storedInstance),
    is_classification: task.isClassification,
    rev: task.rev,
    novelty: task.novelty,
    ...(task.flags === undefined ? {} : { flags: task.flags }),
    provenance: task.provenance,
  };
}

/** A filtered candidate as its line holds it. */
export function storedCandidate({ isClassification, ...candidate }: FilteredCandidate): Record<string, unknown> {
  const { instances } = candidate;
  return {
    ...candidate,
    ...(instances ? { instances: instances.map(storedInstance) } : {}),
    ...(isClassification === undefined ? {} : { is_classification: isClassification }),
  };
}
