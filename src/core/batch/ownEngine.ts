import { chatBody } from '../llm/chatBody.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import { ModelError } from '../llm/modelError.ts';

/** In the place of an address: the requests go into a file. */
export const fileOrigin = 'file:';

/** The model of an engine that is given its requests as a file. Nothing is ever sent. */
export function createFileClient(model: string): ModelClient {
  return {
    connection: 'file',
    origin: fileOrigin,
    model,
    practice: false,
    isOwnEngine: true,
    body: (request) => chatBody(model, request),
    send: () =>
      Promise.reject(
        new ModelError('refused', 'The requests of this run are exported to a file: import the replies to go on.'),
      ),
  };
}
