import { type Field, fieldLanguage, type Recipe } from '../model/recipe.ts';
import type { Instance, SeedTask, TaskFlag } from '../model/task.ts';
import { type FieldCheck, FieldJudge, type SeedTexts } from './fieldCheck.ts';
import type { Finding } from './finding.ts';
import { areNeighbours } from './neighbours.ts';
import { type Wanted, wantedIn, wantedWithin } from './otherLanguageWanted.ts';

export type { FieldCheck } from './fieldCheck.ts';

type Drop = Extract<Finding, { readonly drop: unknown }>;

/** What is seen in an instruction or an instance: why it is to be dropped, or else what a person should look at. */
export interface LanguageVerdict {
  readonly drop?: { readonly filter: Drop['drop']; readonly detail: string };
  readonly flags: readonly TaskFlag[];
}

type LanguageRecipe = Pick<Recipe, 'language' | 'languages' | 'contactLanguages'>;

const fields = ['instruction', 'input', 'output'] as const satisfies readonly Field[];

/** Whether generated texts are in the languages of their fields, as far as the seeds let it be known. */
export class LanguageCheck {
  readonly #judges: Readonly<Record<Field, FieldJudge>>;
  /** Fields whose language the recipe states, as in a translation dataset: what the instruction speaks of changes nothing. */
  readonly #stated: ReadonlySet<Field>;

  private constructor(judges: Readonly<Record<Field, FieldJudge>>, stated: ReadonlySet<Field>) {
    this.#judges = judges;
    this.#stated = stated;
  }

  /** Learns from the seeds. The same seeds and recipe give the same check. */
  static async open(seeds: readonly SeedTask[], recipe: LanguageRecipe): Promise<LanguageCheck> {
    const texts = textsOf(seeds, recipe);
    const [instruction, input, output] = await Promise.all(
      fields.map((field) => FieldJudge.open(field, recipe, texts)),
    );
    return new LanguageCheck({ instruction, input, output } as Record<Field, FieldJudge>, statedFields(recipe));
  }

  /** What is in force, by field. */
  get fields(): readonly FieldCheck[] {
    return fields.map((field) => this.#judges[field].check);
  }

  judgeInstruction(instruction: string): LanguageVerdict {
    const wanted = () => wantedWithin(instruction, this.#languageOf('instruction'));
    return verdict([['instruction', this.#judges.instruction.judge(instruction, wanted)]]);
  }

  /** In a conversation what the assistant says counts as output, and all else as input. */
  judgeInstance(instance: Instance, instruction: string): LanguageVerdict {
    return verdict(
      partsOf(instance).map(([field, text]) => {
        const wanted = () =>
          this.#stated.has(field)
            ? ownAlone
            : wantedIn(field, instruction, this.#languageOf(field), this.#languageOf('instruction'));
        return [field, this.#judges[field].judge(text, wanted)];
      }),
    );
  }

  #languageOf(field: Field): string {
    return this.#judges[field].check.language;
  }
}

const opened = new WeakMap<readonly SeedTask[], Map<string, Promise<LanguageCheck>>>();

/** The check of a dataset, made once for the same list of seeds and the same languages. */
export function languageCheckOf(dataset: {
  readonly seeds: readonly SeedTask[];
  readonly recipe: LanguageRecipe;
}): Promise<LanguageCheck> {
  const { seeds, recipe } = dataset;
  const known = opened.get(seeds) ?? new Map<string, Promise<LanguageCheck>>();
  opened.set(seeds, known);
  const key = JSON.stringify([recipe.language, recipe.languages, recipe.contactLanguages]);
  const check = known.get(key) ?? LanguageCheck.open(seeds, recipe);
  known.set(key, check);
  return check;
}

/** One flag of a kind for each field: the first. */
export function distinctFlags(flags: readonly TaskFlag[]): readonly TaskFlag[] {
  return flags.filter(
    (flag, at) => at === flags.findIndex(({ code, field }) => code === flag.code && field === flag.field),
  );
}

function verdict(findings: readonly (readonly [Field, Finding | undefined])[]): LanguageVerdict {
  const flags: TaskFlag[] = [];
  for (const [field, finding] of findings) {
    if (finding === undefined) continue;
    const { detail } = finding;
    if ('drop' in finding) return { drop: { filter: finding.drop, detail: `${field}: ${detail}` }, flags: [] };
    flags.push({ code: finding.flag, field, detail });
  }
  return { flags: distinctFlags(flags) };
}

function partsOf({ input, output, messages }: Instance): readonly (readonly ['input' | 'output', string])[] {
  if (!messages)
    return [
      ['input', input],
      ['output', output],
    ];
  return messages.map(({ role, content }) => [role === 'assistant' ? 'output' : 'input', content]);
}

/** No other language than the field's. */
const ownAlone: Wanted = { any: false, languages: [] };

function statedFields({ languages }: LanguageRecipe): ReadonlySet<Field> {
  return new Set(fields.filter((field) => languages[field] !== undefined));
}

/** What the seeds say in each field. Inputs and outputs that are to be in another language tell nothing about the field's. */
function textsOf(seeds: readonly SeedTask[], recipe: LanguageRecipe): SeedTexts {
  const tag = fieldLanguage(recipe, 'instruction');
  const texts: Record<Field, string[]> = { instruction: [], input: [], output: [] };
  const stated = statedFields(recipe);
  for (const { instruction, instances } of seeds) {
    texts.instruction.push(instruction);
    for (const [field, text] of instances.flatMap(partsOf)) {
      const own = fieldLanguage(recipe, field);
      const { any, languages } = stated.has(field) ? ownAlone : wantedIn(field, instruction, own, tag);
      const isForeign = any || languages.some((language) => !areNeighbours(language, own));
      if (text.trim() !== '' && !isForeign) texts[field].push(text);
    }
  }
  return texts;
}
