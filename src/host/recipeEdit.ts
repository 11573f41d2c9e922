import { applyEdits, type FormattingOptions, modify, type ParseError, parse } from 'jsonc-parser';
import type { Budget } from '../core/model/money.ts';
import type { ModelRole, NamedModel, SimilarityMeasure } from '../core/model/recipe.ts';
import { UserError } from './userError.ts';

/** Fields of a recipe that the extension sets. */
export type RecipeValues = Readonly<Partial<Record<'connection' | 'model' | 'name' | 'language', string>>> & {
  readonly models?: Readonly<Partial<Record<ModelRole, NamedModel>>>;
  /** Parts without a value are taken out. */
  readonly budget?: { readonly [Part in keyof Budget]?: Budget[Part] | undefined };
  readonly filters?: { readonly similarity: number; readonly measure?: SimilarityMeasure };
};

/**
 * The recipe's text with the fields set and every other byte as it was: comments, order, indentation, line ends. Throws
 * `UserError` where the text is no JSON object.
 */
export function editRecipe(text: string | undefined, values: RecipeValues): string {
  if (text === undefined || text.replace(/^\uFEFF/u, '').trim() === '')
    return `${JSON.stringify(values, undefined, 2)}\n`;
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let edited = text.slice(mark.length);
  const errors: ParseError[] = [];
  const value = parse(edited, errors, { allowTrailingComma: true }) as unknown;
  if (errors.length > 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(
      'self-instruct.json is no JSON object, so nothing was changed in it. Mend it, then choose again.',
      [{ title: 'Open Recipe', command: 'selfInstruct.openRecipe' }],
    );
  }
  const formattingOptions = formattingOf(edited);
  for (const { path, wanted } of leaves(values)) {
    edited = applyEdits(edited, modify(edited, path, wanted, { formattingOptions }));
  }
  return mark + edited;
}

/** Single values, so that what stands beside one in the same object stays. */
function leaves(values: object, above: readonly string[] = []): { path: string[]; wanted: unknown }[] {
  return Object.entries(values).flatMap(([field, wanted]: [string, unknown]) => {
    const path = [...above, field];
    return typeof wanted === 'object' && wanted !== null ? leaves(wanted, path) : [{ path, wanted }];
  });
}

function formattingOf(text: string): FormattingOptions {
  const indent = /\n([\t ]+)"/u.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol };
}
