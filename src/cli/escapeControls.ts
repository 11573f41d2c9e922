const controls = /[\p{Cc}--[\n\t]]/gv;

/**
 * Writes control characters as `\u001b`, line feeds and tabs excepted: what a model or a file says must not steer the
 * terminal. In JSON that was put out by `JSON.stringify` they stand inside strings only, so it says the same afterwards.
 */
export function escapeControls(text: string): string {
  return text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
