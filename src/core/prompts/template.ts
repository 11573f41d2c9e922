import { createHash } from 'node:crypto';

/**
 * Puts values into the `{{name}}` places of a template. Values are put in as they are, so that a `{{…}}` inside a
 * task's text is never taken for a place. A place without a value stays as it stands, where *Preview Request* shows it.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/gu, (place, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? place) : place,
  );
}

/** SHA-256 of a text, its first 16 hexadecimal digits: how prompts and recipes are told apart in provenance. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}

/** A language's name in English with its own name, as `Hindi (हिन्दी)`; the tag itself where it has none. */
export function languageName(tag: string): string {
  try {
    const english = new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
    const own = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? english;
    return own === english ? english : `${english} (${own})`;
  } catch {
    return tag;
  }
}
