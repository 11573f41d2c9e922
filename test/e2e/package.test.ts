import { stat } from 'node:fs/promises';
import { listFiles, PackageManager } from '@vscode/vsce';
import { expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { vsixPath } from '../../scripts/package.mjs';

test('the package holds what the extension needs, and nothing else', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const bundled = files.filter((file) => !/^dist\/chunks\/[\w.-]+\.js$/u.test(file));
  expect(bundled.sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/cli.js',
      'dist/extension.js',
      'dist/noveltyWorker.js',
      'dist/self-instruct.schema.json',
      'dist/webview/panel.css',
      'dist/webview/panel.js',
      'dist/webview/seedForm.css',
      'dist/webview/seedForm.js',
      'media/activity.svg',
      'media/icon.png',
      'media/walkthrough/1-write-seed-tasks.md',
      'media/walkthrough/2-choose-a-model.md',
      'media/walkthrough/3-generate-a-round.md',
      'media/walkthrough/4-review-and-export.md',
      'package.json',
      'package.nls.json',
      'samples/english/.gitattributes',
      'samples/english/README.md',
      'samples/english/seed_tasks.jsonl',
      'samples/english/self-instruct.json',
      'samples/hindi/.gitattributes',
      'samples/hindi/README.md',
      'samples/hindi/seed_tasks.jsonl',
      'samples/hindi/self-instruct.json',
      'samples/starters/README.md',
      ...['ar', 'es', 'hi', 'id', 'sw', 'ta'].map((tag) => `samples/starters/${tag}/seed_tasks.jsonl`),
    ].sort(),
  );
});

test('the package is under 2 MB', async () => {
  const { size } = await stat(await vsixPath());
  console.log(`the .vsix has ${(size / 1024).toFixed(0)} KB`);
  expect(size).toBeLessThan(2 * 1024 * 1024);
});
