import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { type LoopbackServer, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { eventually, extension, inWorkspace, records, runAnswering } from '../inHost.ts';

const recipeFile = () => inWorkspace('self-instruct.json');
const generate = () => vscode.commands.executeCommand('selfInstruct.generateRound');

async function setRecipe(recipe: object): Promise<void> {
  await writeFile(recipeFile(), `${JSON.stringify(recipe)}\n`);
  await vscode.commands.executeCommand('selfInstruct.refreshDatasets');
}

suite('a dataset whose recipe names no model', () => {
  let server: LoopbackServer;
  const settings = () => vscode.workspace.getConfiguration('selfInstruct');
  const connect = (connections: unknown) =>
    settings().update('connections', connections, vscode.ConfigurationTarget.Global);

  suiteSetup(async () => {
    await extension().activate();
    server = await startLoopbackServer();
  });
  suiteTeardown(async () => {
    await connect(undefined);
    await server.close();
  });

  test('Generate asks for a model first; dismissed, nothing is written', async () => {
    await runAnswering('dismiss', 'selfInstruct.generateRound');
    for (const name of ['self-instruct.json', 'generated_tasks.jsonl', '.self-instruct'])
      assert.equal(existsSync(inWorkspace(name)), false, name);
  });

  test('a connection in the workspace settings is no connection', async () => {
    assert.deepEqual(settings().get('connections'), []);
    await setRecipe({ connection: 'local', model: 'stolen' });
    await runAnswering('dismiss', 'selfInstruct.generateRound');
    assert.equal(existsSync(inWorkspace('generated_tasks.jsonl')), false);
    assert.deepEqual(JSON.parse(await readFile(recipeFile(), 'utf8')), { connection: 'local', model: 'stolen' });
  });

  test('the user’s connection of that name is used, and the provenance names it, not the address', async () => {
    await connect([{ name: 'local', baseUrl: server.baseUrl }]);
    await setRecipe({ connection: 'local', model: 'practice-1', round: { requests: 2 } });
    await generate();
    const tasks = await records('generated_tasks.jsonl');
    assert.ok(tasks.length > 0);
    for (const { provenance } of tasks) {
      const { connection, practice } = provenance as { connection: string; practice?: true };
      assert.equal(connection, 'local');
      assert.equal(practice, undefined);
    }
    assert.equal((await readFile(inWorkspace('generated_tasks.jsonl'), 'utf8')).includes(server.baseUrl), false);
    for (const { headers } of server.requests)
      assert.equal(headers.authorization, undefined, 'no key was stored, so none is sent');
  });

  test('no practice task enters it then', async () => {
    const before = (await records('generated_tasks.jsonl')).length;
    await setRecipe({ connection: 'practice', model: 'practice-1' });
    await generate();
    assert.equal((await records('generated_tasks.jsonl')).length, before);
    assert.equal((await records('rounds.jsonl')).length, 1);
  });

  test('Choose Model offers the endpoint’s own list and notes the choice in the recipe', async () => {
    // The practice model is not offered here, so that the first entry is the connection, and the first model its only one.
    await runAnswering('accept', 'selfInstruct.chooseModel', { folder: inWorkspace() });
    assert.deepEqual(JSON.parse(await readFile(recipeFile(), 'utf8')), { connection: 'local', model: 'practice-1' });
  });

  test('an endpoint that refuses leaves everything as it was', async () => {
    const refusing = await startLoopbackServer({ apiKey: 'secret' });
    const before = await records('generated_tasks.jsonl');
    await connect([{ name: 'local', baseUrl: refusing.baseUrl, models: ['practice-1'] }]);
    await generate();
    assert.deepEqual(await records('generated_tasks.jsonl'), before);
    assert.ok(refusing.requests.length > 0);
    await refusing.close();
  });

  test('Stop ends a run cleanly, and Resume goes on with it', async () => {
    const slow = await startLoopbackServer({ latencyMs: 100 });
    await connect([{ name: 'local', baseUrl: slow.baseUrl }]);
    await setRecipe({
      connection: 'local',
      model: 'practice-1',
      round: { requests: 4, concurrency: 1 },
      randomSeed: 5,
    });
    const before = (await records('generated_tasks.jsonl')).length;
    const running = generate();
    await eventually('the first task', async () =>
      (await records('generated_tasks.jsonl')).length > before ? true : undefined,
    );
    await vscode.commands.executeCommand('selfInstruct.stopRun');
    await running;
    assert.equal((await records('rounds.jsonl')).at(-1)?.ended, 'stopped');
    const stopped = (await records('generated_tasks.jsonl')).length;
    await vscode.commands.executeCommand('selfInstruct.resumeRun');
    assert.equal((await records('rounds.jsonl')).at(-1)?.ended, 'rounds');
    const ids = (await records('generated_tasks.jsonl')).map(({ id }) => id);
    assert.ok(ids.length > stopped);
    assert.equal(new Set(ids).size, ids.length, 'nothing twice');
    await slow.close();
  });

  test('a part with unsaved changes is not appended to', async () => {
    await connect([{ name: 'local', baseUrl: server.baseUrl }]);
    await setRecipe({ connection: 'local', model: 'practice-1', round: { requests: 1 }, randomSeed: 9 });
    const document = await vscode.workspace.openTextDocument(inWorkspace('generated_tasks.jsonl'));
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(change);
    const before = (await records('generated_tasks.jsonl')).length;
    await generate();
    assert.equal((await records('generated_tasks.jsonl')).length, before);
    assert.ok((await records('generated_tasks.0002.jsonl')).length > 0);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('Preview Request shows what would be sent, read-only, and sends nothing', async () => {
    const before = server.requests.length;
    await vscode.commands.executeCommand('selfInstruct.previewRequest');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'self-instruct-preview');
    const [origin = '', ...request] = document?.getText().split('\n') ?? [];
    assert.match(origin, /^\/\/ Prompt “\w+”: built in, English, reviewed by: unreviewed\.$/u);
    const body = JSON.parse(request.join('\n')) as { model: string; messages: { content: string }[] };
    assert.equal(body.model, 'practice-1');
    assert.ok(
      body.messages[0]?.content.includes('Convert metres') || body.messages[0]?.content.includes('Name the author'),
    );
    assert.equal(server.requests.length, before);
  });

  suite('a model that is paid', () => {
    const priced = () => ({
      origin: new URL(server.baseUrl).origin,
      model: 'practice-1',
      input: 10,
      output: 40,
      currency: 'USD',
      entered: '2020-01-01',
    });
    const setPrices = (prices: unknown) => settings().update('prices', prices, vscode.ConfigurationTarget.Global);
    const userPrices = () => settings().inspect<Record<string, unknown>[]>('prices')?.globalValue ?? [];
    const lastRound = async () => (await records('rounds.jsonl')).at(-1);

    suiteSetup(async () => {
      await connect([{ name: 'local', baseUrl: server.baseUrl }]);
      await setRecipe({ connection: 'local', model: 'practice-1', round: { requests: 2 } });
    });
    suiteTeardown(() => setPrices(undefined));

    test('a price in the workspace’s settings is no price: a budget of money is refused', async () => {
      assert.deepEqual(settings().get('prices'), []);
      await setRecipe({
        connection: 'local',
        model: 'practice-1',
        budget: { maxCost: { amount: 1, currency: 'USD' } },
      });
      const before = server.requests.length;
      await generate();
      assert.equal(server.requests.length, before);
    });

    test('Set Price shows what is there, and notes it with today’s date; other entries stay', async () => {
      const other = { note: 'no price, but somebody’s' };
      await setPrices([other, priced()]);
      const { origin, model } = priced();
      await runAnswering('accept', 'selfInstruct.setPrice', { origin, model });
      const [first, second, ...more] = userPrices();
      assert.deepEqual(first, other);
      assert.deepEqual(more, []);
      assert.deepEqual({ ...second, entered: '' }, { ...priced(), entered: '' });
      assert.notEqual(second?.entered, '2020-01-01');
    });

    test('Generate says what a round will come to; dismissed, nothing is sent', async () => {
      const before = server.requests.length;
      await runAnswering('dismiss', 'selfInstruct.generateRound');
      assert.equal(server.requests.length, before);
    });

    test('started, it runs within the recipe’s budget of money, and its line says what it cost', async () => {
      await runAnswering('accept', 'selfInstruct.generateRound');
      const round = (await lastRound()) ?? assert.fail('no round');
      const { inputTokens, outputTokens } = round.usage as { inputTokens: number; outputTokens: number };
      const { amount, currency } = round.cost as { amount: number; currency: string };
      assert.equal(round.ended, 'rounds');
      assert.equal(currency, 'USD');
      assert.ok(Math.abs(amount - (inputTokens * 10 + outputTokens * 40) / 1e6) < 1e-9);
      assert.ok(amount < 1);
    });

    test('a price of nothing asks nobody, and holds in any currency', async () => {
      await setPrices([{ ...priced(), input: 0, output: 0, currency: 'EUR' }]);
      const before = (await records('rounds.jsonl')).length;
      await generate();
      assert.equal((await records('rounds.jsonl')).length, before + 1);
      assert.deepEqual((await lastRound())?.cost, { amount: 0, currency: 'USD' });
    });
  });

  suite('a proxy', () => {
    const secret = 'Bearer of-the-user';
    const http = () => vscode.workspace.getConfiguration('http');
    const settingsFile = () => inWorkspace('.vscode', 'settings.json');
    const received: string[] = [];
    let proxy: Server;
    let address: string;
    let before: string;

    /** Asks an address that only a proxy could reach; what the proxy was told is in `received`. */
    async function ask(): Promise<void> {
      received.length = 0;
      await connect([{ name: 'far', baseUrl: 'http://models.invalid/v1', headers: { Authorization: secret } }]);
      await vscode.commands.executeCommand('selfInstruct.testModel', { connection: 'far', model: 'm' });
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /Model “m” of “far”/u);
    }

    suiteSetup(async () => {
      before = await readFile(settingsFile(), 'utf8');
      proxy = createServer((request, response) => {
        received.push(`${request.url} ${request.headers.authorization}`);
        response.writeHead(502).end();
      });
      proxy.on('connect', (request, socket) => {
        received.push(`CONNECT ${request.url}`);
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      });
      await once(proxy.listen(0, '127.0.0.1'), 'listening');
      address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });
    suiteTeardown(async () => {
      await http().update('proxy', undefined, vscode.ConfigurationTarget.Global);
      await writeFile(settingsFile(), before);
      proxy.close();
    });

    test('of the workspace’s settings is told neither key nor address', async () => {
      await writeFile(
        settingsFile(),
        JSON.stringify({
          ...(JSON.parse(before) as object),
          'http.proxy': address,
          'http.proxySupport': 'override',
          'http.proxyStrictSSL': false,
          'selfInstruct.codeLens.enabled': false,
        }),
      );
      // A setting that a workspace may set shows that its file was read.
      await eventually('the new settings', () => (settings().get('codeLens.enabled') === false ? true : undefined));
      await ask();
      assert.deepEqual(received, []);
      assert.equal(http().get('proxy') ?? '', '');
      assert.equal(http().get('proxyStrictSSL'), true);
    });

    test('of the user’s own settings is used', async () => {
      await http().update('proxy', address, vscode.ConfigurationTarget.Global);
      await ask();
      assert.ok(received.length > 0, 'the proxy was not asked');
    });
  });
});
