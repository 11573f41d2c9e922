import type { ListedWork } from '../listedWork.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { fromText } from './fromText.ts';
import { GrowInstances } from './growInstances.ts';
import { retry } from './retry.ts';
import { reword } from './reword.ts';

/** The kind of derived run that a journal was begun for. */
export function openDerivation(options: SessionOptions, parts: SessionParts): ListedWork {
  const { derive } = options.prepared.journal.header;
  switch (derive?.step) {
    case 'grow':
      return new GrowInstances(options, parts) as ListedWork;
    case 'fromText':
      return fromText(parts) as ListedWork;
    case 'paraphrase':
    case 'evolve':
      return reword(parts, options.prepared.prompts) as ListedWork;
    case 'retry':
      return retry(options, parts) as ListedWork;
    case undefined:
      throw new Error('This run writes new instructions: it is no derived one.');
  }
}
