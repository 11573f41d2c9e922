import { languageName } from '../languages/languageName.ts';
import type { CompletionRequest, ReplySchema } from '../llm/modelClient.ts';
import { type ImproveStep, improveSteps } from '../model/improve.ts';
import { type Field, fieldLanguage, type Recipe, type Sampling, type Step } from '../model/recipe.ts';
import { askAgain } from './askAgain.ts';
import { classificationFormat, classificationSchema, classificationTemplate } from './classification.ts';
import { conversationFormat, conversationSchema, conversationTemplate } from './conversation.ts';
import { evolveFormat, evolveSchema, evolveTemplate } from './evolve.ts';
import {
  fromTextInputFormat,
  fromTextInputSchema,
  fromTextInputTemplate,
  fromTextOutputFormat,
  fromTextOutputSchema,
  fromTextOutputTemplate,
} from './fromText.ts';
import {
  growInstancesFormat,
  growInstancesSchema,
  growInstancesTemplate,
  growLabelledFormat,
  growLabelledSchema,
  growLabelledTemplate,
} from './growInstances.ts';
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
import { judgeFormat, judgeSchema, judgeTemplate } from './judge.ts';
import { english } from './languages/english.ts';
import type { PromptLanguage, PromptText } from './languages/promptLanguage.ts';
import { promptLanguageFor } from './languages/promptLanguages.ts';
import { paraphraseFormat, paraphraseSchema, paraphraseTemplate } from './paraphrase.ts';
import { purposeText } from './purpose.ts';
import { regenerateFormat, regenerateSchema, regenerateTemplate } from './regenerate.ts';
import { tasksFormat, tasksSchema, tasksTemplate } from './tasks.ts';
import { fillTemplate, shortHash } from './template.ts';

/** Prompts that a dataset may replace by a file `prompts/<name>.md`. */
export const promptNames = [
  'instructions',
  'classificationInstructions',
  'classification',
  'inputFirst',
  'outputFirst',
  'conversation',
  'tasks',
  'growInstances',
  'growLabelled',
  'fromTextOutput',
  'fromTextInput',
  'paraphrase',
  'evolve',
  'regenerate',
  'judge',
] as const;

export type PromptName = (typeof promptNames)[number];

/** A prompt with its English text, which `languages/` has in other languages too. */
interface Prompt extends PromptText {
  readonly step: Step;
  readonly schema: ReplySchema;
  /** What the model writes in answer, in the language of that field. */
  readonly writes: readonly Field[];
  /** Places that the template must have, or the request would lack what it is about. */
  readonly places: readonly string[];
}

const builtIn: Readonly<Record<PromptName, Prompt>> = {
  instructions: {
    step: 'instructions',
    template: instructionsTemplate,
    format: instructionsFormat,
    schema: instructionsSchema,
    writes: ['instruction'],
    places: ['demonstrations'],
  },
  classificationInstructions: {
    step: 'instructions',
    template: classificationInstructionsTemplate,
    format: instructionsFormat,
    schema: instructionsSchema,
    writes: ['instruction'],
    places: ['demonstrations'],
  },
  classification: {
    step: 'classification',
    template: classificationTemplate,
    format: classificationFormat,
    schema: classificationSchema,
    writes: [],
    places: ['instruction'],
  },
  inputFirst: {
    step: 'inputFirst',
    template: inputFirstTemplate,
    format: inputFirstFormat,
    schema: inputFirstSchema,
    writes: ['input', 'output'],
    places: ['instruction'],
  },
  outputFirst: {
    step: 'outputFirst',
    template: outputFirstTemplate,
    format: outputFirstFormat,
    schema: outputFirstSchema,
    writes: ['input', 'output'],
    places: ['instruction'],
  },
  conversation: {
    step: 'conversation',
    template: conversationTemplate,
    format: conversationFormat,
    schema: conversationSchema,
    // One conversation is in one language, that of its answers.
    writes: ['output'],
    places: ['instruction'],
  },
  tasks: {
    step: 'tasks',
    template: tasksTemplate,
    format: tasksFormat,
    schema: tasksSchema,
    writes: ['instruction', 'input', 'output'],
    places: ['demonstrations'],
  },
  growInstances: {
    step: 'grow',
    template: growInstancesTemplate,
    format: growInstancesFormat,
    schema: growInstancesSchema,
    writes: ['input', 'output'],
    places: ['instruction', 'examples'],
  },
  growLabelled: {
    step: 'grow',
    template: growLabelledTemplate,
    format: growLabelledFormat,
    schema: growLabelledSchema,
    writes: ['input'],
    places: ['instruction', 'examples', 'label'],
  },
  fromTextOutput: {
    step: 'fromText',
    template: fromTextOutputTemplate,
    format: fromTextOutputFormat,
    schema: fromTextOutputSchema,
    writes: ['instruction'],
    places: ['text'],
  },
  fromTextInput: {
    step: 'fromText',
    template: fromTextInputTemplate,
    format: fromTextInputFormat,
    schema: fromTextInputSchema,
    writes: ['instruction', 'output'],
    places: ['text'],
  },
  paraphrase: {
    step: 'paraphrase',
    template: paraphraseTemplate,
    format: paraphraseFormat,
    schema: paraphraseSchema,
    writes: ['instruction'],
    places: ['instruction'],
  },
  evolve: {
    step: 'evolve',
    template: evolveTemplate,
    format: evolveFormat,
    schema: evolveSchema,
    writes: ['instruction'],
    places: ['instruction', 'change'],
  },
  regenerate: {
    step: 'regenerate',
    template: regenerateTemplate,
    format: regenerateFormat,
    schema: regenerateSchema,
    writes: ['output'],
    places: ['instruction', 'input'],
  },
  judge: {
    step: 'judge',
    template: judgeTemplate,
    format: judgeFormat,
    schema: judgeSchema,
    writes: [],
    places: ['instruction', 'instance'],
  },
};

/** The built-in text of a prompt in a language, or in English where that language has none of its own. */
export function builtInPrompt(name: PromptName, language: PromptLanguage): PromptText & { language: PromptLanguage } {
  const own = language.prompts[name];
  return own ? { ...own, language } : { ...builtIn[name], language: english };
}

/** The built-in text of a prompt for a dataset in a language (BCP 47 tag), as *Customise Prompts* writes it to a file. */
export function builtInTemplate(name: PromptName, tag: string): string {
  return builtInPrompt(name, promptLanguageFor(tag)).template;
}

/** Places such as `{{instruction}}` that an own template leaves out although the step cannot do without. */
export function missingPlaces(name: PromptName, template: string): string[] {
  return builtIn[name].places.filter((place) => !new RegExp(`\\{\\{\\s*${place}\\s*\\}\\}`, 'u').test(template));
}

/** Whose words a prompt is in. */
export interface PromptOrigin {
  readonly name: PromptName;
  /** The dataset's own file replaces the built-in text. */
  readonly own: boolean;
  /** BCP 47 tag of the built-in text, or of the words around an own one. */
  readonly language: string;
  /** A speaker, or `unreviewed`. */
  readonly reviewedBy: string;
}

/** The prompts of one dataset: the built-in ones in its language, and the dataset's own where it has them. */
export class PromptSet {
  readonly #templates: ReadonlyMap<PromptName, string>;
  readonly #recipe: Recipe;
  readonly #language: PromptLanguage;

  constructor(recipe: Recipe, own: ReadonlyMap<PromptName, string> = new Map()) {
    this.#recipe = recipe;
    this.#templates = own;
    this.#language = promptLanguageFor(recipe.language);
  }

  template(name: PromptName): string {
    return this.#templates.get(name) ?? builtInPrompt(name, this.#language).template;
  }

  /** The language whose words stand around a prompt: in its demonstrations, and where it says how the answer is to look. */
  language(name: PromptName): PromptLanguage {
    return builtInPrompt(name, this.#language).language;
  }

  origin(name: PromptName): PromptOrigin {
    const { tag, reviewedBy } = this.language(name);
    return { name, own: this.#templates.has(name), language: tag, reviewedBy };
  }

  /** Sampling parameters of the step that the prompt belongs to. */
  sampling(name: PromptName): Sampling {
    return this.#recipe.sampling[builtIn[name].step];
  }

  /** The prompt's own words: its template, and how it asks for the answer's form. */
  words(name: PromptName): string {
    return `${this.template(name)}\n\n${builtInPrompt(name, this.#language).format}`;
  }

  /** Hash of one prompt's template, for provenance. */
  hash(name: PromptName): string {
    return shortHash(this.template(name));
  }

  /** Hash over the templates that a run may ask with: whether two runs asked in the same words. `step` for a run about tasks that are there. */
  hashOfRun(step?: ImproveStep): string {
    const names = step ? [step] : promptNames.filter((name) => !improveSteps.some((other) => other === name));
    return shortHash(names.map((name) => this.template(name)).join('\u0000'));
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
    const { schema } = builtIn[name];
    const { format, language } = builtInPrompt(name, this.#language);
    const filled = fillTemplate(this.template(name), {
      language: languageName(this.#recipe.language, language.tag),
      languages: whichLanguages(this.#recipe, builtIn[name].writes, language),
      fieldLanguages: fieldLanguages(this.#recipe, language),
      purpose: purposeText(this.#recipe, language),
      ...values,
    });
    const content = asSchema ? filled : `${filled}\n\n${format}`;
    const request = { messages: [{ role: 'user', content }], sampling: this.sampling(name), seed } as const;
    return asSchema ? { ...request, schema } : request;
  }

  /** The same request once more, with the answer that could not be read and what was wrong with it. */
  again(name: PromptName, request: CompletionRequest, answer: string, problem: string): CompletionRequest {
    return askAgain(request, answer, fillTemplate(this.language(name).again, { problem }));
  }
}

/** The language of each part of a task, such as `the instruction: Hindi; the input: Hindi; the output: English`. */
function fieldLanguages(recipe: Recipe, { tag, writing }: PromptLanguage): string {
  const fields: readonly Field[] = ['instruction', 'input', 'output'];
  return fields
    .map((field) => `${writing.names[field]}: ${languageName(fieldLanguage(recipe, field), tag)}`)
    .join('; ');
}

/** Says which language to write in; where the fields differ, a sentence for each language. */
function whichLanguages(recipe: Recipe, fields: readonly Field[], { tag, writing }: PromptLanguage): string {
  const languages = [...new Set(fields.map((field) => fieldLanguage(recipe, field)))];
  const [only = recipe.language, ...others] = languages;
  if (others.length === 0) return fillTemplate(writing.all, { language: languageName(only, tag) });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  return languages
    .map((language) => {
      const written = fields.filter((field) => fieldLanguage(recipe, field) === language);
      return fillTemplate(writing.fields, {
        fields: list.format(written.map((field) => writing.names[field])),
        language: languageName(language, tag),
      });
    })
    .join(' ');
}
