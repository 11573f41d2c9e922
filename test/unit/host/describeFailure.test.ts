import { expect, test } from 'vitest';
import { ModelError } from '../../../src/core/llm/modelError.ts';
import { GenerateError } from '../../../src/core/pipeline/generateError.ts';
import { ContentChanged } from '../../../src/core/store/contentChanged.ts';
import { FollowedSince, UnsavedChanges } from '../../../src/core/store/writeErrors.ts';
import { describeFailure, isCancellation } from '../../../src/host/describeFailure.ts';
import { UserError } from '../../../src/host/userError.ts';

test('failures that the core explains are shown as they are, with a button that fits and knows the dataset', () => {
  const shown = describeFailure(new GenerateError('practice-in-real-dataset', 'Never mix.'), 'Generate', '/d');
  expect(shown).toEqual({
    message: 'Never mix.',
    foreseen: true,
    next: [{ title: 'Choose Model', command: 'selfInstruct.chooseModel', args: [{ folder: '/d' }] }],
  });
  const told = [new ContentChanged(), new UnsavedChanges('/d/seed_tasks.jsonl'), new FollowedSince('Since.')];
  for (const error of told) {
    expect(describeFailure(error, 'Accept')).toEqual({ message: error.message, next: [], foreseen: true });
  }
  expect(describeFailure(new ModelError('auth', 'Refused.'), 'Generate').next[0]?.command).toBe('selfInstruct.setKey');
});

test('buttons that name what they are about keep it', () => {
  const step = { title: 'x', command: 'selfInstruct.openTask', args: [1] } as const;
  expect(describeFailure(new UserError('m', [step]), 't', '/d').next).toEqual([step]);
});

test('errors of the system say what happened, what was kept and what to do', () => {
  const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/d/decisions.jsonl' });
  expect(describeFailure(error, 'Accept task').message).toBe(
    'Accept task: /d/decisions.jsonl could not be used: permission is missing. Nothing was changed. Give yourself permission there, then try again.',
  );
});

test('what nobody foresaw is told apart', () => {
  const shown = describeFailure(new TypeError('x is not a function'), 'Export');
  expect(shown.foreseen).toBe(false);
  expect(shown.message).toContain('x is not a function');
});

test('a stop is no failure', () => {
  expect(isCancellation(new DOMException('stopped', 'AbortError'))).toBe(true);
  expect(isCancellation(Object.assign(new Error('Canceled'), { name: 'Canceled' }))).toBe(true);
  expect(isCancellation(new Error('no'))).toBe(false);
});
