import type { ListedWork } from '../listedWork.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { asListedWork, type Improvement } from './improvement.ts';
import { judge } from './judge.ts';
import { regenerate } from './regenerate.ts';

/** The kind of run about tasks that a journal was begun for. */
export function openImprovement(options: SessionOptions, parts: SessionParts): ListedWork {
  return asListedWork(improvementOf(options, parts)) as ListedWork;
}

function improvementOf(options: SessionOptions, parts: SessionParts): Improvement {
  const { improve } = options.prepared.journal.header;
  switch (improve?.step) {
    case 'regenerate':
      return regenerate(options, parts) as Improvement;
    case 'judge':
      return judge(options, parts) as Improvement;
    case undefined:
      throw new Error('This run is not about tasks that are there.');
  }
}
