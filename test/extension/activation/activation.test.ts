import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extension = () => vscode.extensions.getExtension('self-instruct.self-instruct') ?? assert.fail('not installed');

suite('activation', () => {
  test('the extension activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  test('its view container can be opened', async () => {
    const containers: { id: string }[] = extension().packageJSON.contributes.viewsContainers.activitybar;
    const [container] = containers;
    assert.ok(container);
    await vscode.commands.executeCommand(`workbench.view.extension.${container.id}`);
  });
});
