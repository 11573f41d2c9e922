import { l10n, type TerminalOptions, ThemeIcon } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { type Connection, originOf } from '../../core/llm/endpoint.ts';
import type { Recipe } from '../../core/model/recipe.ts';
import { UserError } from '../userError.ts';

export interface TerminalCall {
  readonly name: string;
  readonly folder: string;
  /** The packaged command line. */
  readonly cli: string;
  readonly recipe: Recipe;
  readonly connections: readonly Connection[];
  /** The key that is stored for an origin, if there is one. */
  readonly keyFor: (origin: string) => Promise<string | undefined>;
}

/** A terminal in which the command line goes on with a run, and the origin whose key it is given, if any. */
export interface PlannedTerminal {
  readonly options: TerminalOptions & { readonly shellArgs: string[] };
  readonly keyOf: string | undefined;
}

/**
 * Plans the terminal. Nothing is typed into a shell: the command line is the terminal's own process. The key stands in
 * its environment alone, which nothing in the workspace has a part in. Throws `UserError` where the command line cannot
 * ask the recipe's model.
 */
export async function planTerminal({
  name,
  folder,
  cli,
  recipe,
  connections,
  keyFor,
}: TerminalCall): Promise<PlannedTerminal> {
  const asked = modelOf(recipe, connections);
  const origin = asked && originOf(asked.connection);
  const key = origin === undefined ? undefined : await keyFor(origin);
  // What stands behind a “?” may be a secret, and command lines are seen by everybody on the machine.
  const isOpen = asked !== undefined && !asked.connection.baseUrl.includes('?');
  const model = asked
    ? [...(isOpen ? [`--base-url=${asked.connection.baseUrl}`] : []), `--model-id=${asked.model}`]
    : ['--model=practice'];
  const secrets = {
    ...(asked && !isOpen ? { OPENAI_BASE_URL: asked.connection.baseUrl } : {}),
    ...(key === undefined ? {} : { OPENAI_API_KEY: key }),
  };
  return {
    keyOf: key === undefined ? undefined : origin,
    options: {
      name: `Self-Instruct: ${name}`,
      shellPath: process.execPath,
      shellArgs: [cli, 'generate', folder, '--resume', ...model],
      cwd: folder,
      // Only what is given here: settings of the workspace could add what Node loads before our code.
      strictEnv: true,
      env: { ...ownEnvironment(), ELECTRON_RUN_AS_NODE: '1', ...secrets },
      iconPath: new ThemeIcon('debug-continue'),
      // A terminal that the editor restores would need the key written down.
      isTransient: true,
    },
  };
}

/** What the recipe asks; `undefined` for the practice model. */
function modelOf(recipe: Recipe, connections: readonly Connection[]) {
  const { connection: named, model, models } = recipe;
  if (models?.instructions || models?.instances)
    throw new UserError(
      l10n.t(
        'The recipe has models of their own for parts of the work, and the command line asks only one. Go on in the editor.',
      ),
    );
  if (named === 'practice') return undefined;
  if (named === 'editor')
    throw new UserError(
      l10n.t(
        '“{0}” is one of the editor’s own models: only the editor can ask it, so the run cannot go on in a terminal.',
        isolate(model ?? ''),
      ),
    );
  const connection = connections.find((known) => known.name === named);
  if (!connection || model === undefined)
    throw new UserError(l10n.t('The recipe names no model that is in your settings. Choose a model first.'), [
      { title: l10n.t('Choose Model'), command: 'selfInstruct.chooseModel' },
    ]);
  if (connection.keyHeader !== undefined || Object.keys(connection.headers ?? {}).length > 0)
    throw new UserError(
      l10n.t(
        'The connection “{0}” has headers of its own, which the command line does not send. Go on in the editor.',
        isolate(connection.name),
      ),
    );
  return { connection, model };
}

/** The environment of this window, without what would tell Node what to load, or another key. */
function ownEnvironment(): Record<string, string> {
  const passed = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(?:OPENAI_|NODE_|ELECTRON_|VSCODE_)/u.test(name),
  );
  return Object.fromEntries(passed) as Record<string, string>;
}
