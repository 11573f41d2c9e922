import type { RequestBody } from '../../core/llm/modelClient.ts';
import { ModelError } from '../../core/llm/modelError.ts';
import { fieldNamedIn } from '../../core/llm/statusError.ts';

/** Codes of the editor's `LanguageModelError`, and `Unknown`. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** What was said, along the causes, from the outermost on. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let current = error; current instanceof Error && words.length < 5; current = current.cause)
    if (current.message !== '' && !words.includes(current.message)) words.push(current.message);
  const said = words.length > 0 ? words.join(' – ') : String(error);
  return said.length > 300 ? `${said.slice(0, 300)}…` : said;
}

/** Providers put these into words of their own: the interface has no code for them. */
const noQuota = /quota|exceeded your|premium request|billing|\b402\b/iu;
const tooFast = /rate.?limit|too many requests|\b429\b/iu;

/**
 * Turns what the editor's language model interface rejects with into the `ModelError` that says what happened and what to
 * do. `model` is the name in the recipe.
 */
export function editorModelError(error: unknown, model: string, body: RequestBody): ModelError {
  const said = wordsOf(error);
  const quote = ` It said: ${said}`;
  const cause = { cause: error };
  switch (codeOf(error)) {
    case 'NoPermissions':
      return new ModelError(
        'refused',
        `The editor does not let Self-Instruct use “${model}”, so nothing was sent. Allow it (command “Manage Language Model Access”, or the question that comes with the next run), then resume.${quote}`,
        cause,
      );
    case 'Blocked':
      return new ModelError(
        'refused',
        `“${model}” is blocked for now: a quota is used up, or the request was filtered. What was admitted is kept. Look at the quota with its provider, then resume, or choose another model.${quote}`,
        cause,
      );
    case 'NotFound':
      return new ModelError(
        'unknown-model',
        `The editor has no model “${model}” any more. See that its extension is enabled and signed in, or choose another model.${quote}`,
        cause,
      );
  }
  if (noQuota.test(said)) {
    return new ModelError(
      'refused',
      `The quota for “${model}” is used up. What was admitted is kept. Resume when there is some again, or choose another model.${quote}`,
      cause,
    );
  }
  if (tooFast.test(said)) {
    return new ModelError(
      'rate-limited',
      `“${model}” asks for fewer requests. Lower the recipe's concurrency.${quote}`,
      cause,
    );
  }
  const field = fieldNamedIn(said, body);
  if (field !== undefined)
    return new ModelError('unsupported', `“${model}” does not support “${field}”.${quote}`, { ...cause, field });
  return new ModelError('server', `“${model}” failed. If it goes on, choose another model.${quote}`, cause);
}
