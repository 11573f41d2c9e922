import { isolate } from '../isolate.ts';
/** What an endpoint may be able to do beside answering. */
export const capabilities = [
  'json-schema',
  'json-mode',
  'logprobs',
  'several-replies',
  'embeddings',
  'batches',
  'fine-tuning',
] as const;

export type Capability = (typeof capabilities)[number];

export const capabilityLabels: Readonly<Record<Capability, string>> = {
  'json-schema': 'JSON by schema',
  'json-mode': 'JSON mode',
  logprobs: 'log-probabilities',
  'several-replies': 'several replies (n > 1)',
  embeddings: 'embeddings',
  batches: 'batches',
  'fine-tuning': 'fine-tuning jobs',
};

/** What came of asking. `unknown`: it was not asked, or the answer says nothing about it; `detail` says why. */
export interface Finding {
  readonly state: 'yes' | 'no' | 'unknown';
  readonly detail: string;
}

/** What a test of a model found out. */
export interface ModelReport {
  readonly connection: string;
  /** Scheme, host and port; `vscode-lm:…` for the editor's own models. */
  readonly origin: string;
  readonly model: string;
  /** When it was tested, ISO 8601 UTC. */
  readonly at: string;
  readonly reply:
    | {
        readonly text: string;
        readonly servedModel: string;
        /** Milliseconds from the request to the whole reply. */
        readonly ms: number;
        readonly inputTokens: number;
        readonly outputTokens: number;
      }
    | { readonly failure: string };
  readonly findings: Readonly<Record<Capability, Finding>>;
}

/** The capabilities that a report says yes to, as words. */
export function canDo({ findings }: ModelReport): string[] {
  return capabilities.filter((name) => findings[name].state === 'yes').map((name) => capabilityLabels[name]);
}

/** The same finding for everything, as where nothing could be asked. */
export function findingForAll(finding: Finding): Record<Capability, Finding> {
  return Object.fromEntries(capabilities.map((name) => [name, finding])) as Record<Capability, Finding>;
}

/** A report as text, for a document or a terminal. */
export function renderReport({ connection, origin, model, at, reply, findings }: ModelReport): string {
  const width = Math.max(...Object.values(capabilityLabels).map((label) => label.length));
  const rows = capabilities.map((name) => {
    const { state, detail } = findings[name];
    return `  ${capabilityLabels[name].padEnd(width)}  ${state.padEnd(7)}  ${detail}`.trimEnd();
  });
  const answer =
    'failure' in reply
      ? [`No reply: ${reply.failure}`]
      : [
          `Reply after ${(reply.ms / 1000).toFixed(2)} s, from ${reply.servedModel}, ${reply.inputTokens} + ${reply.outputTokens} tokens:`,
          `  ${reply.text.replace(/\s+/gu, ' ').trim() || '(empty)'}`,
        ];
  return [
    `Model “${isolate(model)}” of “${isolate(connection)}” (${origin}), tested ${at}`,
    '',
    ...answer,
    '',
    'What it can do, found out by asking:',
    ...rows,
    '',
  ].join('\n');
}
