/** `npm run test:desktop`: the scenarios of test/extension/ in a desktop VS Code, which is downloaded. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { bundleScenarios } from './extensionScenarios.mjs';
import { ensureInstalled, root } from './install.mjs';
import { makeTemporaryFolder } from './temporaryFolder.mjs';

await ensureInstalled();
const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
const version = process.env.VSCODE_VERSION ?? 'stable';
const vscodeExecutablePath = await downloadAndUnzipVSCode({ version, timeout: 60_000 }).catch((error) => {
  console.error(`VS Code (${version}) could not be downloaded: ${error instanceof Error ? error.message : error}`);
  console.error('This test needs update.code.visualstudio.com; "npm test" runs the same suite without it.');
  process.exit(1);
});
await build();

let failed = 0;
let passed = 0;
for (const scenario of await bundleScenarios()) {
  const workspace = await scenario.copyWorkspace();
  const userData = await makeTemporaryFolder('user');
  await mkdir(join(userData.path, 'User'));
  await writeFile(join(userData.path, 'User', 'settings.json'), JSON.stringify(scenario.userSettings));
  const launchArgs = [workspace.folder, `--user-data-dir=${userData.path}`, '--disable-extensions'];
  if (scenario.trust) launchArgs.push('--disable-workspace-trust');
  try {
    // A failed test also fails the run; results.json tells the two apart.
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: scenario.companion ? [root, scenario.companion] : root,
      extensionTestsPath: scenario.entry,
      launchArgs,
    }).catch((error) => console.error(String(error)));
    const results = (await scenario.results()) ?? [];
    passed += results.filter(({ state }) => state === 'passed').length;
    failed += results.length === 0 ? 1 : results.filter(({ state }) => state === 'failed').length;
  } finally {
    await workspace.remove();
    await userData.remove();
  }
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
