import type { FieldCheck } from '../core/language/languageCheck.ts';

/** Which language checks are in force, a line a field. */
export function describeLanguageChecks(checks: readonly FieldCheck[]): readonly string[] {
  return checks.map(({ field, language, words }) => `language of ${field} (${language}): ${words}`);
}
