/** A pure function that keeps its last result: called again with the very same arguments, it does not compute again. */
export function remembering<Arguments extends readonly unknown[], Result>(
  compute: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let last: { readonly given: Arguments; readonly result: Result } | undefined;
  return (...given) => {
    const before = last;
    const same = before?.given.length === given.length && given.every((value, at) => value === before.given[at]);
    if (!before || !same) last = { given, result: compute(...given) };
    return (last as NonNullable<typeof last>).result;
  };
}
