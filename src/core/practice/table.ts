/** A table with two columns. */
export type Table = readonly (readonly [left: string, right: string])[];

/** Reads a table written as `left = right; left = right; …`, over as many lines as it takes. */
export function tableOf(text: string): Table {
  return text
    .split(';')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const at = row.indexOf('=');
      if (at < 0) throw new Error(`A row of a table lacks its “=”: ${row}`);
      return [row.slice(0, at).trim(), row.slice(at + 1).trim()] as const;
    });
}

/** Reads lists by heading, written as `heading = item, item, …; …`. */
export function listsOf(text: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    tableOf(text).map(([heading, items]) => [heading, items.split(',').map((item) => item.trim())]),
  );
}

/** The items of a list written as `item, item, …`. */
export function listOf(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim());
}
