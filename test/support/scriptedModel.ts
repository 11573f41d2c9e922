import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A task that the model is to come up with. */
export interface ScriptedTask {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

export interface ScriptedModel {
  /** For a connection: `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

/** Instructions in one reply. */
const perReply = 2;

/**
 * A model with the given tasks to say, in OpenAI's protocol over real HTTP: for languages that the practice model does
 * not write. It hands out the instructions in their order, from the start again after the last, and the instance of the
 * instruction that a request names last.
 */
export async function startScriptedModel(name: string, tasks: readonly ScriptedTask[]): Promise<ScriptedModel> {
  let next = 0;
  const reply = (step: string, message: string): unknown => {
    if (step === 'classification') return { is_classification: false };
    if (step === 'instances') return { instances: [lastNamed(tasks, message)] };
    const said = Array.from({ length: perReply }, (_, index) => tasks[(next + index) % tasks.length]?.instruction);
    next += perReply;
    return { instructions: said };
  };
  const server = createServer(async (request, response) => {
    const send = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.method === 'GET') return send({ object: 'list', data: [{ id: name, object: 'model' }] });
    const body = await readJson(request);
    const content = JSON.stringify(
      reply(body.response_format?.json_schema.name ?? '', body.messages.at(-1)?.content ?? ''),
    );
    return send({
      id: `chatcmpl-${next}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: name,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ChatRequest {
  readonly messages: readonly { readonly content: string }[];
  readonly response_format?: { readonly json_schema: { readonly name: string } };
}

async function readJson(request: IncomingMessage): Promise<ChatRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
}

function lastNamed(tasks: readonly ScriptedTask[], message: string): Omit<ScriptedTask, 'instruction'> {
  const named = tasks
    .map(({ instruction, input, output }) => ({ at: message.lastIndexOf(instruction), input, output }))
    .reduce((best, each) => (each.at > best.at ? each : best));
  return { input: named.input, output: named.output };
}
