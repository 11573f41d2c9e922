/**
 * `npm start`: builds, runs one round of generation on the sample dataset in the terminal, then opens an editor with the
 * extension and the sample. `--no-editor` stops after the round; `--fresh` begins with a new copy of the sample.
 */
import { join } from 'node:path';
import { build } from './build.mjs';
import { startEditor } from './editor.mjs';
import { ensureInstalled, installedNode, root } from './install.mjs';
import { pack } from './package.mjs';
import { runQuietly, runShown } from './processes.mjs';
import { ensureSample } from './sample.mjs';

/** Whether the user's own VS Code can open the extension: on this machine, with a screen, and new enough. */
async function ownEditorFits() {
  // In a terminal of a remote window, `code` speaks to the machine at the other end.
  const { VSCODE_IPC_HOOK_CLI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (VSCODE_IPC_HOOK_CLI || SSH_CONNECTION || process.getuid?.() === 0) return false;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return false;
  const { code, output } = await runCode(['--version']);
  const [, major = 0, minor = 0] = (/^(\d+)\.(\d+)\.\d+/.exec(output) ?? []).map(Number);
  return code === 0 && (major > 1 || minor >= 105);
}

/** @param {readonly string[]} args */
function runCode(args) {
  return process.platform === 'win32'
    ? runQuietly('cmd.exe', ['/d', '/c', 'code.cmd', ...args])
    : runQuietly('code', args);
}

await ensureInstalled();
await build();
const sample = await ensureSample({ fresh: process.argv.includes('--fresh') });

console.log(`\nOne round of generation with the built-in practice model, in ${sample}:`);
const round = await runShown(installedNode, [join(root, 'dist/cli.js'), 'generate', sample, '--rounds', '1']);
if (round !== 0) process.exit(round);

if (process.argv.includes('--no-editor')) {
  console.log('\nnpm start without --no-editor also opens the editor with this dataset.');
} else if (await ownEditorFits()) {
  console.log('\nOpening the sample in VS Code …');
  const { code, output } = await runCode(['--new-window', `--extensionDevelopmentPath=${root}`, sample]);
  if (code !== 0) throw new Error(`VS Code did not open:\n${output}`);
} else {
  const vsix = await pack();
  const dataFolder = join(root, 'out', 'editor');
  const editor = await startEditor({ workspace: sample, vsix, driven: false, dataFolder });
  console.log(
    `\nVS Code with the sample is at\n\n  ${editor.url}\n\nOpen it in a browser on this machine. Ctrl+C ends it.`,
  );
  // The server keeps this process alive until Ctrl+C.
}
