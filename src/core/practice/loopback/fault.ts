import type { RequestBody } from '../../llm/modelClient.ts';

/** Something that goes wrong, to order, with one chat request. */
export type Fault = {
  /** Number of the chat request, from 0. Needed in a list of faults. */
  readonly at?: number;
} & (
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number; readonly code?: string }
  /** The connection is destroyed in the middle of the reply. */
  | { readonly kind: 'cut' }
  /** 200, but the body is no JSON. */
  | { readonly kind: 'malformed' }
  /** 200 with a completion, but its content answers nothing. */
  | { readonly kind: 'garbage' }
  /** 200 with a completion whose content is JSON of another form than was asked for. */
  | { readonly kind: 'wrong-schema' }
  /** The content breaks off in the middle, and the endpoint says that it ended by itself. */
  | { readonly kind: 'truncated' }
  /** The completion is cut off, with `finish_reason` `length`. */
  | { readonly kind: 'length' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** No answer until the client gives up. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'empty-choices' }
  /** The same completion twice in the list of choices. */
  | { readonly kind: 'duplicate-choices' }
  /** More than 10 MB. */
  | { readonly kind: 'huge' }
);

/** A list of faults by request number, or a function of number and request. */
export type Faults = readonly Fault[] | ((chatRequest: number, body: RequestBody) => Fault | undefined);

/** The fault ordered for a chat request. */
export function faultFor(faults: Faults | undefined, chatRequest: number, body: RequestBody): Fault | undefined {
  if (faults === undefined) return undefined;
  if (typeof faults === 'function') return faults(chatRequest, body);
  return faults.find(({ at }) => at === chatRequest);
}
