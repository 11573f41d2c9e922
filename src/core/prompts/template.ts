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
