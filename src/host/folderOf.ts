/** The dataset folder that a command's first argument means: a tree node or anything else that has a `folder`. */
export function folderOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { folder } = argument as { folder?: unknown };
  return typeof folder === 'string' ? folder : undefined;
}
