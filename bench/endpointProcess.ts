/**
 * An endpoint in a process of its own that takes 0.2 s a reply and 64 requests at a time, and whose every instruction is
 * another of the real ones, as a language model's are: so a run is measured and not how often a practice model repeats
 * itself. Sends its address; asked, how many replies it sent and when, and the processor time that it took.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allInstructions } from './instructions.ts';

const [latencyMs, places] = [200, 64];

interface Body {
  readonly response_format?: { readonly json_schema?: { readonly name?: string } };
}

const instructions = allInstructions();
const answered: number[] = [];
let next = 0;
let open = 0;

function instruction(): string {
  next += 1;
  return instructions[next % instructions.length] as string;
}

function instance() {
  return { input: instruction(), output: `${instruction()} ${instruction()}` };
}

function replyTo({ response_format: format }: Body): object {
  switch (format?.json_schema?.name) {
    case 'instructions':
      return { instructions: Array.from({ length: 8 }, instruction) };
    case 'tasks':
      return {
        tasks: Array.from({ length: 8 }, () => ({
          instruction: instruction(),
          is_classification: false,
          instances: [instance()],
        })),
      };
    case 'classification':
      return { is_classification: false };
    case 'instances':
      return { instances: [instance()] };
    default:
      throw new Error(`No answer to ${JSON.stringify(format)}.`);
  }
}

function completion(body: Body): object {
  const content = JSON.stringify(replyTo(body));
  return {
    id: `chatcmpl-${answered.length}`,
    object: 'chat.completion',
    created: 0,
    model: 'bench',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 500, completion_tokens: 100, total_tokens: 600 },
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
      send(200, completion(JSON.parse(text) as Body));
    }, latencyMs);
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, latencyMs, places });
});
process.on('message', () => process.send?.({ answered }));
process.on('disconnect', () => process.exit());
