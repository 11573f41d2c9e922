/** Whether the tokens of a phrase stand, one after the other and nothing between, among the tokens of a text. */
export function holdsPhrase(tokens: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length > 0 && tokens.some((_, start) => phrase.every((token, i) => tokens[start + i] === token));
}
