import { describe, expect, it } from 'vitest';
import { isAzure, openEndpoint } from '../../../src/core/llm/endpoint.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { azureBaseUrl, presets } from '../../../src/core/llm/presets.ts';
import { listen, neverAborted } from './support.ts';

const limits = { timeoutMs: 1_000, maxBytes: 1_000 };
const completion = JSON.stringify({ choices: [{ message: { content: 'ready' }, finish_reason: 'stop' }] });

/** Sends one request through a fetch that stands in for the network, and gives it back. */
async function sentTo(baseUrl: string, more: { keyHeader?: string } = {}): Promise<Request> {
  const sent: Request[] = [];
  const network: typeof fetch = async (input, init) => {
    sent.push(new Request(input, init));
    return new Response(completion, { headers: { 'content-type': 'application/json' } });
  };
  const client = createOpenAiClient({ name: 'c', baseUrl, ...more }, 'my-deployment', {
    apiKey: 'k-1',
    fetch: network,
  });
  await client.send(client.body({ messages: [], sampling: { maxTokens: 9 }, seed: 1 }), neverAborted);
  const [request] = sent;
  if (!request) throw new Error('nothing was sent');
  return request;
}

describe('Azure', () => {
  it('gets the key as api-key, and the token limit by its new name', async () => {
    const request = await sentTo('https://mine.openai.azure.com/openai/v1');
    expect(request.url).toBe('https://mine.openai.azure.com/openai/v1/chat/completions');
    expect(request.headers.get('api-key')).toBe('k-1');
    expect(request.headers.get('authorization')).toBeNull();
    expect(await request.json()).toMatchObject({ model: 'my-deployment', max_completion_tokens: 9 });
  });

  it('keeps the api-version of an address with a deployment', async () => {
    const request = await sentTo(
      'https://mine.openai.azure.com/openai/deployments/my-deployment?api-version=2024-10-21',
    );
    expect(request.url).toBe(
      'https://mine.openai.azure.com/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21',
    );
  });

  it('is no host that only looks like it', () => {
    for (const host of ['mine.openai.azure.com', 'a.cognitiveservices.azure.com', 'a.services.ai.azure.com'])
      expect(isAzure(new URL(`https://${host}`)), host).toBe(true);
    for (const host of ['openai.azure.com.example', 'mine-openai.azure.com.example', 'openai-azure.com', 'azure.com'])
      expect(isAzure(new URL(`https://${host}`)), host).toBe(false);
  });

  it('completes the address that the portal shows', () => {
    expect(azureBaseUrl(' https://mine.openai.azure.com/ ')).toBe('https://mine.openai.azure.com/openai/v1');
    expect(azureBaseUrl('https://mine.openai.azure.com/openai/v1/')).toBe('https://mine.openai.azure.com/openai/v1/');
    expect(azureBaseUrl('https://mine.openai.azure.com/?api-version=x')).toBe(
      'https://mine.openai.azure.com/?api-version=x',
    );
  });
});

describe('the key', () => {
  it('goes into the header that the connection names', async () => {
    const request = await sentTo('https://gateway.example/v1', { keyHeader: 'x-api-key' });
    expect(request.headers.get('x-api-key')).toBe('k-1');
    expect(request.headers.get('authorization')).toBeNull();
  });

  it.each(['@', '.evil.example', ':1', '\\@evil.example'])(
    'goes to no address of another origin, whatever is put behind the host: %j',
    async (behind) => {
      const other = await listen((_, response) => response.end('{}'));
      const own = new URL(other.origin);
      const endpoint = openEndpoint({ name: 'c', baseUrl: 'http://127.0.0.1:9/v1' }, { ...limits, apiKey: 'k-1' });
      const url = `http://127.0.0.1${behind}${own.host}/v1/models`;
      await expect(endpoint.fetch(URL.canParse(url) ? url : other.origin)).rejects.toThrow(/was about to go to/u);
      expect(other.received).toEqual([]);
    },
  );
});

describe('presets', () => {
  it('have addresses that can be used, https for all but this machine, and say where a key is to be had', () => {
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const { name, baseUrl, local, needsKey, keyPage } of presets) {
      const { hostname, protocol } = new URL(baseUrl);
      expect(protocol, name).toBe(local ? 'http:' : 'https:');
      expect(hostname === '127.0.0.1', name).toBe(local === true);
      expect(keyPage !== undefined, name).toBe(needsKey);
      expect(name).toMatch(/^[^/:]+$/u);
      expect(() => openEndpoint({ name, baseUrl }, limits)).not.toThrow();
    }
  });
});
