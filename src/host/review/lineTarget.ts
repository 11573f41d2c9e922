/** What a CodeLens hands to a command: a line of an open document. */
export interface LineTarget {
  readonly file: string;
  readonly line: number;
  readonly id: string;
}

export function isLineTarget(argument: unknown): argument is LineTarget {
  const { file, line, id } = (argument ?? {}) as Partial<Record<keyof LineTarget, unknown>>;
  return typeof file === 'string' && typeof line === 'number' && typeof id === 'string';
}
