/** Scheme of the read-only pages that show one output of one instance. */
export const outputScheme = 'self-instruct-output';

/** What a page shows: an output (`OutputOption.id`) of an instance, of the task as it was then (`of`, its content's hash). */
export interface OutputAddress {
  readonly folder: string;
  readonly task: string;
  readonly of: string;
  readonly instance: number;
  readonly option: string;
}

/** The parts of an address in the editor's form; all that is shown can be found by them again. */
export interface AddressParts {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

export function addressParts({ folder, task, of, instance, option }: OutputAddress): AddressParts {
  return {
    path: `/${[task, instance, option].map(encodeURIComponent).join('/')}.self-instruct-output`,
    query: folder,
    fragment: of,
  };
}

/** `undefined` where the parts are not such an address. */
export function readAddress({ path, query: folder, fragment: of }: AddressParts): OutputAddress | undefined {
  const [, task, instance, option] = /^\/([^/]+)\/(\d+)\/([^/]+)\.self-instruct-output$/u.exec(path) ?? [];
  if (task === undefined || instance === undefined || option === undefined) return undefined;
  try {
    return {
      folder,
      of,
      task: decodeURIComponent(task),
      instance: Number(instance),
      option: decodeURIComponent(option),
    };
  } catch {
    return undefined;
  }
}
