import type { ConversationWords } from './conversations.ts';
import type { Family } from './family.ts';
import type { MischiefWords } from './mischief.ts';

/** Everything the practice model needs to compose tasks in one language. */
export interface PracticeLanguage {
  readonly families: readonly Family[];
  /** Sentences that may follow an instruction without changing its answer. */
  readonly asides: readonly string[];
  readonly conversation: ConversationWords;
  readonly mischief: MischiefWords;
  /** The answer to a task that it did not compose. */
  readonly unknownTask: string;
}
