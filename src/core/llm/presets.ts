/** An endpoint that many people use, so that nobody has to look its address up. */
export interface Preset {
  /** As its makers write it. */
  readonly label: string;
  /** Proposed as the connection's name. */
  readonly name: string;
  /** Up to and with the version. For Azure a pattern: the resource's name is the user's. */
  readonly baseUrl: string;
  readonly needsKey: boolean;
  /** Where a key is to be had. */
  readonly keyPage?: string;
  /** Answers on this machine, at its usual port. */
  readonly local?: true;
  /** The address has a part of the user's own, and the list of models is not that of what was deployed. */
  readonly azure?: true;
}

/** In the order in which they are offered. */
export const presets: readonly Preset[] = [
  {
    label: 'OpenAI',
    name: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    keyPage: 'https://platform.openai.com/api-keys',
  },
  {
    label: 'Azure OpenAI',
    name: 'azure',
    baseUrl: 'https://RESOURCE.openai.azure.com/openai/v1',
    needsKey: true,
    keyPage: 'https://portal.azure.com',
    azure: true,
  },
  { label: 'Ollama', name: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false, local: true },
  { label: 'LM Studio', name: 'lm-studio', baseUrl: 'http://127.0.0.1:1234/v1', needsKey: false, local: true },
  { label: 'llama.cpp', name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', needsKey: false, local: true },
  { label: 'vLLM', name: 'vllm', baseUrl: 'http://127.0.0.1:8000/v1', needsKey: false, local: true },
  {
    label: 'Together',
    name: 'together',
    baseUrl: 'https://api.together.ai/v1',
    needsKey: true,
    keyPage: 'https://api.together.ai/settings/api-keys',
  },
  {
    label: 'Mistral',
    name: 'mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    needsKey: true,
    keyPage: 'https://console.mistral.ai/api-keys',
  },
  {
    label: 'Groq',
    name: 'groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    needsKey: true,
    keyPage: 'https://console.groq.com/keys',
  },
  {
    label: 'OpenRouter',
    name: 'openrouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    needsKey: true,
    keyPage: 'https://openrouter.ai/settings/keys',
  },
];

/**
 * The address of an Azure resource as its portal shows it, made complete: `https://NAME.openai.azure.com` alone becomes the
 * address of the version that needs no `api-version`. One that has a path already, such as that of a deployment, stays.
 */
export function azureBaseUrl(address: string): string {
  const url = URL.parse(address.trim());
  return url && url.pathname === '/' && url.search === '' ? `${url.origin}/openai/v1` : address.trim();
}
