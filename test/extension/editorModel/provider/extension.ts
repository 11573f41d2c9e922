/** An extension that offers chat models to others: one that writes (the practice model), and some that refuse. */
import {
  type CancellationToken,
  type ExtensionContext,
  type LanguageModelChatInformation,
  type LanguageModelChatRequestMessage,
  LanguageModelError,
  LanguageModelTextPart,
  lm,
} from 'vscode';
import { practiceReply, practiceTokens } from '../../../../src/core/practice/practiceReply.ts';

const ids = ['writer', 'slow', 'blocked', 'forbidden', 'spent', 'hasty', 'picky', 'silent'] as const;
type Id = (typeof ids)[number];

const refusals: Partial<Record<Id, () => Error>> = {
  blocked: () => LanguageModelError.Blocked('over the limit of your plan'),
  forbidden: () => LanguageModelError.NoPermissions('not for you'),
  spent: () => new Error('You exceeded your premium request allowance.'),
  hasty: () => new Error('429 Too Many Requests'),
};

export function activate({ subscriptions }: ExtensionContext): void {
  const provider = {
    provideLanguageModelChatInformation: () => ids.map(information),
    provideLanguageModelChatResponse: respond,
    provideTokenCount: async (_: unknown, text: string | LanguageModelChatRequestMessage) =>
      practiceTokens(typeof text === 'string' ? text : textOf(text)),
  };
  subscriptions.push(lm.registerLanguageModelChatProvider('test-models', provider));
}

function information(id: Id): LanguageModelChatInformation {
  const about = {
    id,
    name: `Test ${id}`,
    family: 'test',
    version: '1',
    maxInputTokens: 100_000,
    maxOutputTokens: 10_000,
  };
  return { ...about, capabilities: {} };
}

async function respond(
  { id }: LanguageModelChatInformation,
  messages: readonly LanguageModelChatRequestMessage[],
  options: { readonly modelOptions?: Readonly<Record<string, unknown>> },
  progress: { report(part: LanguageModelTextPart): void },
  token: CancellationToken,
): Promise<void> {
  const refuse = refusals[id as Id];
  if (refuse) throw refuse();
  if (id === 'picky' && options.modelOptions?.presence_penalty !== undefined)
    throw new Error('presence_penalty is not supported by this model');
  if (id === 'silent') return;
  if (id === 'slow') {
    // Until it is told to stop.
    await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
    return;
  }
  const asked = messages.map((message) => ({
    role: message.role === 1 ? 'user' : 'assistant',
    content: textOf(message),
  }));
  const { text } = practiceReply({ model: id, messages: asked, ...options.modelOptions });
  for (let at = 0; at < text.length; at += 40) progress.report(new LanguageModelTextPart(text.slice(at, at + 40)));
}

function textOf({ content }: LanguageModelChatRequestMessage): string {
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
}
