import type { Money } from '../model/money.ts';
import type { Usage } from '../model/round.ts';
import type { StoredReply } from '../store/replyStore.ts';
import type { Question } from './askModel.ts';

/** Answers the questions of a session: by asking the endpoint, or from what is stored already. */
export interface Asker {
  /** Requests at a time, now; infinite where nothing is sent. */
  readonly concurrency: number;
  /** Requests sent in this session, repeated ones included. */
  readonly requests: number;
  /** Questions answered from stored replies. */
  readonly fromStore: number;
  /** Tokens of the replies that this session asked for. */
  readonly usage: Usage;
  /** `undefined` without a price. */
  readonly cost: Money | undefined;
  /** Rejects with `ModelError`, `BudgetReached`, `AwaitsReply`, or the signal's reason. */
  ask(question: Question): Promise<StoredReply>;
  /** Gives up what is not sent yet and waits for what is. */
  settle(): Promise<void>;
}

/** The reply is not there yet, and is not asked for now: the question was put aside. */
export class AwaitsReply extends Error {}
