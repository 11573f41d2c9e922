/**
 * An endpoint in a process of its own that takes 0.2 s a reply and 64 requests at a time. Sends its address and, when it is
 * asked, when it answered.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AskedFor, createReplies, usage } from './replies.ts';

const [latencyMs, places] = [200, 64];

const replyTo = createReplies();
const answered: number[] = [];
let open = 0;

function completion(body: AskedFor): object {
  return {
    id: `chatcmpl-${answered.length}`,
    object: 'chat.completion',
    created: 0,
    model: 'bench',
    choices: [
      { index: 0, message: { role: 'assistant', content: replyTo(body), refusal: null }, finish_reason: 'stop' },
    ],
    usage: {
      prompt_tokens: usage.prompt,
      completion_tokens: usage.completion,
      total_tokens: usage.prompt + usage.completion,
    },
  };
}

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  request.on('end', () => {
    const send = (status: number, answer: object, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
    if (open >= places) {
      send(429, { error: { message: 'Too many requests at a time.' } }, { 'retry-after-ms': '50' });
      return;
    }
    open += 1;
    setTimeout(() => {
      open -= 1;
      answered.push(Date.now());
      send(200, completion(JSON.parse(text) as AskedFor));
    }, latencyMs);
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, latencyMs, places });
});
process.on('message', () => process.send?.({ answered }));
process.on('disconnect', () => process.exit());
