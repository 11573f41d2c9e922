/** What is known of the terms under which a provider lets its model's outputs be used. */
export interface ProviderTerms {
  readonly provider: string;
  /** Where the provider states them. */
  readonly url: string;
}

/** By host, or by the end of one where it begins with a dot. */
const providers: Readonly<Record<string, ProviderTerms>> = {
  'api.openai.com': { provider: 'OpenAI', url: 'https://openai.com/policies/services-agreement/' },
  '.openai.azure.com': { provider: 'Microsoft Azure', url: 'https://www.microsoft.com/licensing/terms/' },
  '.services.ai.azure.com': { provider: 'Microsoft Azure', url: 'https://www.microsoft.com/licensing/terms/' },
  'api.anthropic.com': { provider: 'Anthropic', url: 'https://www.anthropic.com/legal/commercial-terms' },
  'generativelanguage.googleapis.com': { provider: 'Google', url: 'https://ai.google.dev/gemini-api/terms' },
  'api.mistral.ai': { provider: 'Mistral AI', url: 'https://mistral.ai/terms' },
  'api.together.xyz': { provider: 'Together AI', url: 'https://www.together.ai/terms-of-service' },
  'api.together.ai': { provider: 'Together AI', url: 'https://www.together.ai/terms-of-service' },
  'api.groq.com': { provider: 'Groq', url: 'https://groq.com/terms-of-use' },
  'openrouter.ai': { provider: 'OpenRouter', url: 'https://openrouter.ai/terms' },
  'api.fireworks.ai': { provider: 'Fireworks AI', url: 'https://fireworks.ai/terms-of-service' },
  'api.deepinfra.com': { provider: 'DeepInfra', url: 'https://deepinfra.com/terms' },
  'api.cohere.ai': { provider: 'Cohere', url: 'https://cohere.com/terms-of-use' },
  'api.cohere.com': { provider: 'Cohere', url: 'https://cohere.com/terms-of-use' },
  'api.x.ai': { provider: 'xAI', url: 'https://x.ai/legal/terms-of-service-enterprise' },
  'router.huggingface.co': { provider: 'Hugging Face', url: 'https://huggingface.co/terms-of-service' },
};

/** The terms of the provider at an origin; `undefined` where the provider is not known: then its terms are to be looked up. */
export function termsOf(origin: string): ProviderTerms | undefined {
  const host = URL.parse(origin)?.hostname;
  if (host === undefined) return undefined;
  return Object.entries(providers).find(([known]) =>
    known.startsWith('.') ? host.endsWith(known) : host === known,
  )?.[1];
}

/** Whether an origin is this machine itself: then no provider's terms apply, only the model's licence. */
export function isOwnMachine(origin: string): boolean {
  const host = URL.parse(origin)?.hostname;
  return (
    host === undefined || host === '' || host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/u.test(host)
  );
}
