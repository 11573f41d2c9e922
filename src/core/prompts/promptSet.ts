import type { CompletionRequest, ReplySchema } from '../llm/modelClient.ts';
import type { Recipe, Step } from '../model/recipe.ts';
import { classificationFormat, classificationSchema, classificationTemplate } from './classification.ts';
import {
  inputFirstFormat,
  inputFirstSchema,
  inputFirstTemplate,
  outputFirstFormat,
  outputFirstSchema,
  outputFirstTemplate,
} from './instances.ts';
import {
  classificationInstructionsTemplate,
  instructionsFormat,
  instructionsSchema,
  instructionsTemplate,
} from './instructions.ts';
import { tasksFormat, tasksSchema, tasksTemplate } from './tasks.ts';
import { fillTemplate, languageName, shortHash } from './template.ts';

/** Prompts that a dataset may replace by a file `prompts/<name>.md`. */
export const promptNames = [
  'instructions',
  'classificationInstructions',
  'classification',
  'inputFirst',
  'outputFirst',
  'tasks',
] as const;

export type PromptName = (typeof promptNames)[number];

interface Prompt {
  readonly step: Step;
  readonly template: string;
  readonly format: string;
  readonly schema: ReplySchema;
  /** Places that the template must have, or the request would lack what it is about. */
  readonly places: readonly string[];
}

const builtIn: Readonly<Record<PromptName, Prompt>> = {
  instructions: {
    step: 'instructions',
    template: instructionsTemplate,
    format: instructionsFormat,
    schema: instructionsSchema,
    places: ['demonstrations'],
  },
  classificationInstructions: {
    step: 'instructions',
    template: classificationInstructionsTemplate,
    format: instructionsFormat,
    schema: instructionsSchema,
    places: ['demonstrations'],
  },
  classification: {
    step: 'classification',
    template: classificationTemplate,
    format: classificationFormat,
    schema: classificationSchema,
    places: ['instruction'],
  },
  inputFirst: {
    step: 'inputFirst',
    template: inputFirstTemplate,
    format: inputFirstFormat,
    schema: inputFirstSchema,
    places: ['instruction'],
  },
  outputFirst: {
    step: 'outputFirst',
    template: outputFirstTemplate,
    format: outputFirstFormat,
    schema: outputFirstSchema,
    places: ['instruction'],
  },
  tasks: {
    step: 'tasks',
    template: tasksTemplate,
    format: tasksFormat,
    schema: tasksSchema,
    places: ['demonstrations'],
  },
};

/** The built-in text of a prompt, as *Customise Prompts* writes it to a file. */
export function builtInTemplate(name: PromptName): string {
  return builtIn[name].template;
}

/** Places such as `{{instruction}}` that an own template leaves out although the step cannot do without. */
export function missingPlaces(name: PromptName, template: string): string[] {
  return builtIn[name].places.filter((place) => !new RegExp(`\\{\\{\\s*${place}\\s*\\}\\}`, 'u').test(template));
}

/** The prompts of one dataset: the built-in ones, and the dataset's own where it has them. */
export class PromptSet {
  readonly #templates: ReadonlyMap<PromptName, string>;
  readonly #recipe: Recipe;

  constructor(recipe: Recipe, own: ReadonlyMap<PromptName, string> = new Map()) {
    this.#recipe = recipe;
    this.#templates = own;
  }

  template(name: PromptName): string {
    return this.#templates.get(name) ?? builtIn[name].template;
  }

  /** Hash of one prompt's template, for provenance. */
  hash(name: PromptName): string {
    return shortHash(this.template(name));
  }

  /** Hash over all templates: whether two runs asked in the same words. */
  get hashOfAll(): string {
    return shortHash(promptNames.map((name) => this.template(name)).join('\u0000'));
  }

  /**
   * The request of one step. The part that is the same for all requests of a step comes first, so that an endpoint's
   * prompt cache can serve it. With `asSchema` the answer's form is left to the schema, otherwise the prompt asks for headed text.
   */
  request(
    name: PromptName,
    values: Readonly<Record<string, string>>,
    seed: number,
    asSchema: boolean,
  ): CompletionRequest {
    const { step, format, schema } = builtIn[name];
    const filled = fillTemplate(this.template(name), { language: languageName(this.#recipe.language), ...values });
    const content = asSchema ? filled : `${filled}\n\n${format}`;
    const request = { messages: [{ role: 'user', content }], sampling: this.#recipe.sampling[step], seed } as const;
    return asSchema ? { ...request, schema } : request;
  }
}
