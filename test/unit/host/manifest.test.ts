import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandTable } from '../../../src/host/commandTable.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Named {
  readonly command: string;
  readonly when?: string;
}
interface Manifest {
  readonly icon: string;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: unknown };
  };
  readonly contributes: {
    readonly commands: readonly (Named & {
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    })[];
    readonly menus: Readonly<Record<string, readonly Named[]>>;
    readonly keybindings: readonly (Named & { readonly key: string })[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
    };
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
  };
}

const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const titles = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { commands, menus, keybindings, configuration, walkthroughs } = manifest.contributes;
const ids = Object.keys(commandTable);

test('manifest and command table name the same commands', () => {
  expect(commands.map(({ command }) => command).sort()).toEqual([...ids].sort());
});

test('every command has the one category and a title of its own', () => {
  expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Self-Instruct']));
  const shown = commands.map(({ title }) => titles[title.slice(1, -1)]);
  expect(new Set(shown).size).toBe(commands.length);
});

test('menus, key bindings and the walkthrough name commands that exist', () => {
  const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
  const links = [...JSON.stringify(titles).matchAll(/command:(selfInstruct\.\w+)/gu)].map(([, id]) => id);
  const events = walkthroughs.flatMap(({ steps }) =>
    steps.flatMap(({ completionEvents }) => completionEvents.map((event) => event.replace('onCommand:', ''))),
  );
  for (const id of [...named, ...links, ...events]) expect(ids).toContain(id);
});

test('every placeholder has its text, and every text is used', () => {
  const used = new Set([...text.matchAll(/"%([^%"]+)%"/gu)].map(([, key]) => key));
  expect([...used].sort()).toEqual(Object.keys(titles).sort());
});

test('what needs trust is disabled in restricted mode', () => {
  const unguarded = commands.filter(({ command, enablement }) => {
    const { needsTrust } = commandTable[command as keyof typeof commandTable];
    return needsTrust && !enablement?.includes('isWorkspaceTrusted') && command !== 'selfInstruct.stopRun';
  });
  expect(unguarded).toEqual([]);
  expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
});

test('nothing in a workspace can set an address: connections belong to the user alone', () => {
  expect(configuration.properties['selfInstruct.connections']?.scope).toBe('application');
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('selfInstruct.connections');
});

test('context keys in the manifest are those that the code sets', () => {
  const code = read('src/host/contextKeys.ts');
  const keys = new Set(
    [...text.matchAll(/"(?:when|enablement)": "([^"]*)"/gu)].flatMap(
      ([, when = '']) => when.match(/selfInstruct\.\w+(?![\w"])/gu) ?? [],
    ),
  );
  keys.delete('selfInstruct.datasets');
  for (const key of keys) expect(code).toContain(`'${key}'`);
});

test('key bindings act only where a task has the focus, and take nothing from typing', () => {
  for (const { key, when } of keybindings) {
    expect(key).toMatch(/^ctrl\+alt\+/u);
    expect(when).toMatch(
      /selfInstruct\.generatedTasksEditor|focusedView == selfInstruct\.datasets|resourceScheme == self-instruct-output/u,
    );
    expect(when).toContain('isWorkspaceTrusted');
  }
});

test('files that the manifest names are there', () => {
  const files = [
    manifest.icon,
    'media/activity.svg',
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
  ];
  for (const file of files) expect(existsSync(path.join(root, file)), file).toBe(true);
  expect(manifest.extensionKind).toEqual(['workspace']);
  expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
});
