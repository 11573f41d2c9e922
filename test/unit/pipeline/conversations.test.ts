import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type exportFormats, exportRows } from '../../../src/core/export/exportTasks.ts';
import { rolesInTurn } from '../../../src/core/model/conversation.ts';
import type { Instance, Message } from '../../../src/core/model/task.ts';
import { previewRequest } from '../../../src/core/pipeline/previewRequest.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { parseConversations } from '../../../src/core/prompts/conversation.ts';
import { PromptSet } from '../../../src/core/prompts/promptSet.ts';
import { UnreadableReply } from '../../../src/core/prompts/readReply.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { exportableTasks } from '../../../src/core/store/whatCounts.ts';
import { chatDataset } from '../support/chatDataset.ts';
import { clientOf, runToEnd, timelessFiles } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

async function loopback(options: Parameters<typeof startLoopbackServer>[0] = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

const messagesOf = (instances: readonly Pick<Instance, 'messages'>[]) => instances.map(({ messages = [] }) => messages);

/** The conversations of all stored replies to step 3, as the model wrote them. */
async function writtenConversations(dataset: Dataset): Promise<readonly Message[][]> {
  const segments = await readdir(dataset.paths.replies);
  const texts = await Promise.all(segments.map((name) => readFile(path.join(dataset.paths.replies, name), 'utf8')));
  return texts
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { slot: string; reply: { text: string; finish: string } })
    .filter(({ slot }) => slot.endsWith('/conversation'))
    .flatMap(({ reply }) => {
      try {
        return messagesOf(parseConversations(reply.text, reply.finish === 'length').items).map((turns) => [...turns]);
      } catch (error) {
        if (!(error instanceof UnreadableReply)) throw error;
        return [];
      }
    });
}

describe.each([
  ['by schema', true],
  ['in headed text', false],
])('a chat dataset, asked %s over HTTP', (_, jsonSchema) => {
  test('grows to 30 conversations, none with wrong roles; the ledger has the rest', async () => {
    const server = await loopback({ capabilities: { jsonSchema } });
    const dataset = await chatDataset({ connection: 'loopback' });
    const { summary } = await runToEnd(dataset, { client: clientOf(server.baseUrl) });
    const { generated, filtered, problems } = dataset.snapshot;
    const admitted = generated.flatMap(({ task }) => messagesOf(task.instances));
    expect(admitted.length).toBeGreaterThanOrEqual(30);
    expect(admitted.filter((messages) => !rolesInTurn(messages))).toEqual([]);
    expect(admitted.flat().filter(({ content }) => content.trim() === '')).toEqual([]);
    expect(generated.every(({ task }) => !task.isClassification)).toBe(true);
    expect(problems).toEqual([]);

    // Every candidate is a task or in the ledger, and so is every conversation that was written.
    const ended = filtered.filter(({ stage }) => stage === 'instruction' || stage === 'task');
    expect(generated.length + ended.length).toBe(summary.candidates);
    const lost = filtered.filter(({ stage, filter }) => stage === 'instance' && filter !== 'unfinished');
    const inFiles = [...admitted, ...lost.flatMap(({ instances = [] }) => messagesOf(instances))];
    const textOf = (messages: readonly Message[]) =>
      JSON.stringify(messages.map(({ role, content }) => [role, content]));
    expect(inFiles.map(textOf).toSorted()).toEqual((await writtenConversations(dataset)).map(textOf).toSorted());
    // Which of the two the practice model errs in is a matter of its draws.
    expect(lost.some(({ filter }) => filter === 'roles' || filter === 'empty-turn')).toBe(true);
    expect(lost.filter(({ filter }) => filter === 'roles').every(({ detail }) => detail?.includes('user'))).toBe(true);

    // No turn is written a second time, and nobody was asked what is a classification.
    const lines = [
      ...(await readLines(dataset, 'generated_tasks.jsonl')),
      ...(await readLines(dataset, 'filtered_candidates.jsonl')),
    ] as { instances?: object[] }[];
    const stored = lines.flatMap(({ instances = [] }) => instances).filter((instance) => 'messages' in instance);
    expect(stored.length).toBeGreaterThan(30);
    expect(stored.filter((instance) => 'input' in instance || 'output' in instance)).toEqual([]);
    const asked = server.requests.map(({ body }) => JSON.stringify(body));
    expect(asked.filter((body) => body.includes('is a classification task'))).toEqual([]);
  });
});

test('a stop in the middle, then resume, comes to the files of an undisturbed run', async () => {
  const whole = await chatDataset({ connection: 'loopback' });
  const { summary } = await runToEnd(whole, { client: clientOf((await loopback()).baseUrl) });

  const server = await loopback({ latencyMs: 2 });
  const dataset = await chatDataset({ connection: 'loopback' });
  const client = clientOf(server.baseUrl);
  let admitted = 0;
  // Few at a time: what is complete together is admitted together, and that may be the whole round.
  const first = await runToEnd(dataset, { client, concurrency: 2 }, (event, stop) => {
    if (event.type === 'admitted' && ++admitted === 5) stop();
  });
  expect(first.summary.ended).toBe('stopped');
  const second = await runToEnd(dataset, { client, goal: 'resume' });
  expect(second.summary.ended).toBe('rounds');
  // What came before the stop is not asked for again, but for the two that were under way.
  expect(first.summary.requests + second.summary.requests).toBeLessThanOrEqual(summary.requests + 2);
  expect(second.summary.requests).toBeLessThan(summary.requests);
  const [resumed, undisturbed] = [await timelessFiles(dataset), await timelessFiles(whole)];
  for (const file of ['generated_tasks.jsonl', 'filtered_candidates.jsonl'] as const)
    expect(resumed[file]).toBe(undisturbed[file]);
});

test('what is accepted is exported turn by turn, and can be read back', async () => {
  const dataset = await chatDataset();
  await runToEnd(dataset);
  const accepted = dataset.snapshot.generated.slice(0, 12);
  const lines = accepted.map(({ task, of }, index) =>
    JSON.stringify({
      id: task.id,
      decision: 'accept',
      reviewer: 'ana',
      at: `2026-01-01T00:00:${10 + index}Z`,
      of,
      seq: 1,
    }),
  );
  await dataset.disk.append(dataset.paths.decisions, `${lines.join('\n')}\n`);
  await dataset.refresh();
  const tasks = exportableTasks(dataset.snapshot);
  expect(tasks).toHaveLength(12);
  const conversations = messagesOf(tasks.flatMap(({ instances }) => instances));
  const rowsOf = (format: (typeof exportFormats)[number]) => {
    const { text, rows, leftOut } = exportRows(tasks, format);
    expect({ rows, leftOut }).toEqual({ rows: conversations.length, leftOut: 0 });
    return format === 'alpaca'
      ? JSON.parse(text)
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
  };
  expect(rowsOf('messages')).toEqual(conversations.map((messages) => ({ messages })));
  type Completion = { prompt: Message[]; completion: Message[] };
  expect(rowsOf('completion').map(({ prompt, completion }: Completion) => [...prompt, ...completion])).toEqual(
    conversations,
  );
  type Alpaca = { instruction: string; output: string; system: string; history: [string, string][] };
  const turnsOf = ({ instruction, output, system, history }: Alpaca) => [
    ...(system === '' ? [] : [{ role: 'system', content: system }]),
    ...[...history, [instruction, output]].flatMap(([user, assistant]) => [
      { role: 'user', content: user },
      { role: 'assistant', content: assistant },
    ]),
  ];
  expect(rowsOf('alpaca').map(turnsOf)).toEqual(conversations);
});

test('in Hindi the practice model converses in Hindi', async () => {
  const hindi = [
    'पंचायत की इस सूचना का सार दो वाक्यों में लिखिए।',
    'दी गई रकम को चेक पर लिखने लायक़ शब्दों में बदलिए।',
    'एक नागरिक पूछता है कि राशन कार्ड में नाम कैसे जुड़ता है।',
  ].map((instruction, index) =>
    JSON.stringify({
      id: `seed_${index}`,
      instruction,
      instances: [
        {
          messages: [
            { role: 'user', content: 'क्या चाहिए?' },
            { role: 'assistant', content: 'बस एक काग़ज़।' },
          ],
        },
      ],
    }),
  );
  const dataset = await chatDataset({ language: 'hi' }, { 'seed_tasks.jsonl': `${hindi.join('\n')}\n` });
  await runToEnd(dataset);
  const turns = dataset.snapshot.generated.flatMap(({ task }) => messagesOf(task.instances).flat());
  expect(turns.length).toBeGreaterThan(40);
  const questions = turns.filter(({ role }) => role === 'user');
  expect(questions.filter(({ content }) => !/\p{Script=Devanagari}/u.test(content))).toEqual([]);
});

test('the seeds’ conversations are shown, turn by turn; a seed whose roles are wrong is not', async () => {
  const server = await loopback();
  const wrong = { id: 'w', instruction: 'Wrong.', instances: [{ messages: [{ role: 'user', content: 'WRONG' }] }] };
  const right = {
    id: 'r',
    instruction: 'Right.',
    instances: [
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'RIGHT {{count}}?' },
          { role: 'assistant', content: 'Yes.' },
        ],
      },
    ],
  };
  const seeds = `${JSON.stringify(wrong)}\n${JSON.stringify(right)}\n`;
  const recipe = { connection: 'loopback', filters: { maxInstances: 1 }, sampling: { conversation: { topP: 0.25 } } };
  const dataset = await chatDataset(recipe, { 'seed_tasks.jsonl': seeds });
  await runToEnd(dataset, { client: clientOf(server.baseUrl) });
  const bodies = server.requests.map(({ body }) => body as { messages: Message[]; top_p?: number });
  const asked = bodies.filter(({ messages }) => messages[0]?.content.includes('Number of conversations: 1.'));
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.every((body) => body.top_p === 0.25)).toBe(true);
  const [{ messages: [first] = [] } = {}] = asked;
  expect(first?.content).toContain('Task: Right.\nSystem: Be brief.\nUser: RIGHT {{count}}?\nAssistant: Yes.');
  expect(first?.content).not.toContain('WRONG');
  const { recipe: read, generated, ownPrompts, problems } = dataset.snapshot;
  expect(generated.every(({ task }) => task.instances.length === 1)).toBe(true);
  expect(generated[0]?.task.instances[0]?.provenance).toMatchObject({
    promptHash: new PromptSet(read, ownPrompts).hash('conversation'),
    parameters: { temperature: 0.7, topP: 0.25 },
  });
  expect(problems).toMatchObject([{ code: 'conversation', severity: 'warning', line: 1 }]);
});

test('an own prompt wins, and without its place the run does not begin', async () => {
  const server = await loopback();
  const own = await chatDataset({ connection: 'loopback' });
  await own.disk.makeFolder(own.paths.prompts);
  const file = path.join(own.paths.prompts, 'conversation.md');
  await own.disk.create(file, 'Number of conversations: {{count}}\nMine for:\n{{instruction}}\n');
  await own.refresh();
  const { summary } = await runToEnd(own, { client: clientOf(server.baseUrl) });
  expect(summary.admitted).toBeGreaterThan(5);
  expect(server.requests.some(({ body }) => JSON.stringify(body).includes('Mine for:'))).toBe(true);
  await own.disk.replace(file, 'Mine.');
  await own.refresh();
  await expect(runToEnd(own)).rejects.toMatchObject({
    code: 'recipe',
    message: expect.stringContaining('{{instruction}}'),
  });
});

test('the single call is refused with a way out, and nothing is sent', async () => {
  const server = await loopback();
  const dataset = await chatDataset({ connection: 'loopback', recipe: 'single-call' });
  expect(dataset.snapshot.problems).toMatchObject([
    { code: 'recipe', severity: 'error', message: expect.stringContaining('Set “recipe” to “self-instruct”') },
  ]);
  const refused = { code: 'recipe', message: expect.stringContaining('single-call') };
  await expect(runToEnd(dataset, { client: clientOf(server.baseUrl) })).rejects.toMatchObject(refused);
  const chosen = await chatDataset();
  await chosen.useRecipe('single-call');
  await expect(runToEnd(chosen)).rejects.toMatchObject(refused);
  await expect(previewRequest(chosen, createPracticeClient())).rejects.toMatchObject(refused);
  expect(server.requests).toEqual([]);
});
