import type { RequestBody } from '../../llm/modelClient.ts';
import { practiceTokens } from '../practiceReply.ts';
import { ApiError, notFound } from './apiError.ts';
import { modelIn } from './chatCompletion.ts';
import type { StoredFiles } from './storedFiles.ts';

type JobStatus = 'validating_files' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

interface Job {
  readonly id: string;
  readonly createdAt: number;
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly suffix: string | null;
  readonly events: {
    readonly id: string;
    readonly object: 'fine_tuning.job.event';
    readonly created_at: number;
    readonly level: string;
    readonly message: string;
  }[];
  status: JobStatus;
  fineTunedModel: string | null;
  trainedTokens: number | null;
  finishedAt: number | null;
  error: { readonly code: string; readonly message: string; readonly param: string } | null;
}

const fewestExamples = 10;
const ended: readonly JobStatus[] = ['succeeded', 'failed', 'cancelled'];

/**
 * The fine-tuning jobs of one server. Nothing is trained: the training file is checked, the job goes one state further each time that
 * somebody asks for it, and its model is the practice model under another name.
 */
export class FineTuningJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #files: StoredFiles;
  readonly #models: Set<string>;

  /** A job that succeeds adds its model to `models`. */
  constructor(files: StoredFiles, models: Set<string>) {
    this.#files = files;
    this.#models = models;
  }

  /** Throws `ApiError` for a request that OpenAI's API would refuse. */
  create(body: RequestBody): unknown {
    const model = modelIn(body, this.#models);
    const trainingFile = this.#trainingFile(body.training_file, 'training_file');
    const validationFile =
      body.validation_file == null ? null : this.#trainingFile(body.validation_file, 'validation_file');
    const job: Job = {
      id: `ftjob-${this.#jobs.size + 1}`,
      createdAt: now(),
      model,
      trainingFile,
      validationFile,
      suffix: typeof body.suffix === 'string' ? body.suffix : null,
      events: [],
      status: 'validating_files',
      fineTunedModel: null,
      trainedTokens: null,
      finishedAt: null,
      error: null,
    };
    this.#jobs.set(job.id, job);
    note(job, 'The job was created.');
    return describe(job);
  }

  list(): unknown[] {
    return [...this.#jobs.values()].toReversed().map(describe);
  }

  poll(id: string): unknown {
    const job = this.#get(id);
    this.#advance(job);
    return describe(job);
  }

  /** Newest first. */
  events(id: string): unknown[] {
    return this.#get(id).events.toReversed();
  }

  cancel(id: string): unknown {
    const job = this.#get(id);
    if (ended.includes(job.status)) throw new ApiError(400, `A job that has ${job.status} cannot be cancelled.`);
    end(job, 'cancelled', 'The job was cancelled.');
    return describe(job);
  }

  #trainingFile(id: unknown, param: string): string {
    if (typeof id !== 'string') throw new ApiError(400, `${param} is missing.`, { param });
    if (this.#files.describe(id).purpose !== 'fine-tune') {
      throw new ApiError(400, 'The file was not uploaded with the purpose fine-tune.', { param });
    }
    return id;
  }

  #get(id: string): Job {
    const found = this.#jobs.get(id);
    if (!found) throw notFound(`fine-tuning job as ${id}`);
    return found;
  }

  #advance(job: Job): void {
    switch (job.status) {
      case 'validating_files': {
        const problem = problemIn(this.#files.content(job.trainingFile));
        if (problem) {
          job.error = { code: 'invalid_training_file', message: problem, param: 'training_file' };
          end(job, 'failed', problem);
        } else {
          job.status = 'queued';
          note(job, 'The files are valid.');
        }
        break;
      }
      case 'queued':
        job.status = 'running';
        note(job, 'The job has started.');
        break;
      case 'running':
        job.fineTunedModel = `ft:${job.model}:practice:${job.suffix ?? ''}:${job.id}`;
        job.trainedTokens = practiceTokens(this.#files.content(job.trainingFile));
        this.#models.add(job.fineTunedModel);
        end(job, 'succeeded', `The model ${job.fineTunedModel} is ready.`);
        break;
      default:
        break;
    }
  }
}

function problemIn(content: string): string | undefined {
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < fewestExamples)
    return `The file has ${lines.length} examples; at least ${fewestExamples} are needed.`;
  const broken = lines.findIndex((line) => !isExample(line));
  return broken < 0 ? undefined : `Line ${broken + 1} is no conversation that ends with an answer of the assistant.`;
}

function isExample(line: string): boolean {
  try {
    const messages = (JSON.parse(line) as { messages?: unknown } | null)?.messages;
    return Array.isArray(messages) && messages.length > 0 && messages.at(-1)?.role === 'assistant';
  } catch {
    return false;
  }
}

function end(job: Job, status: JobStatus, message: string): void {
  job.status = status;
  job.finishedAt = now();
  note(job, message, status === 'failed' ? 'error' : 'info');
}

function note(job: Job, message: string, level = 'info'): void {
  job.events.push({
    id: `ftevent-${job.id}-${job.events.length + 1}`,
    object: 'fine_tuning.job.event',
    created_at: now(),
    level,
    message,
  });
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function describe(job: Job): unknown {
  return {
    id: job.id,
    object: 'fine_tuning.job',
    created_at: job.createdAt,
    finished_at: job.finishedAt,
    model: job.model,
    fine_tuned_model: job.fineTunedModel,
    organization_id: 'practice',
    status: job.status,
    error: job.error,
    training_file: job.trainingFile,
    validation_file: job.validationFile,
    result_files: [],
    trained_tokens: job.trainedTokens,
    hyperparameters: { n_epochs: 2 },
    seed: 0,
  };
}
