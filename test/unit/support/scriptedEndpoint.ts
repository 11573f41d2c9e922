import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ModelClient, RequestBody } from '../../../src/core/llm/modelClient.ts';
import { clientOf } from './generating.ts';

export interface ScriptedEndpoint {
  readonly client: ModelClient;
  readonly baseUrl: string;
  /** Bodies of the chat requests, in the order in which they came. */
  readonly bodies: readonly RequestBody[];
}

/** An OpenAI-compatible endpoint on this machine that answers as the test says, over real HTTP. */
export async function scriptedEndpoint(
  answer: (body: RequestBody) => string,
  delayMs: (body: RequestBody) => number = () => 0,
): Promise<ScriptedEndpoint> {
  const bodies: RequestBody[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      const body = JSON.parse(text) as RequestBody;
      bodies.push(body);
      const completion = {
        id: `scripted-${bodies.length}`,
        object: 'chat.completion',
        created: 0,
        model: body.model,
        choices: [
          { index: 0, message: { role: 'assistant', content: answer(body), refusal: null }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
      };
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(completion));
      }, delayMs(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { client: clientOf(baseUrl, { model: 'scripted' }), baseUrl, bodies };
}

/** What the request says last. */
export function promptOf({ messages }: RequestBody): string {
  return (messages as { content: string }[] | undefined)?.at(-1)?.content ?? '';
}
