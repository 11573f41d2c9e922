import { expect, test } from 'vitest';
import { candidateNotes, provenanceNotes } from '../../../src/host/provenanceNotes.ts';

const at = '2026-01-02T03:04:05.000Z';

test('who wrote a task, from what, and what people did to it', () => {
  const source = { file: 'ملاحظات.md', start: 3, end: 90, hash: 'h' };
  expect(
    provenanceNotes({
      servedModel: 'm-1',
      round: 2,
      request: 0,
      at,
      derived: { step: 'fromText', as: 'output', source },
      rescued: { candidate: 'c', filter: 'similar', by: 'Ana', at },
      original: { instruction: 'x', instances: [] },
    }),
  ).toEqual([
    `Written by m-1, round 2, request 0, ${at}`,
    'Around a passage of \u2068ملاحظات.md\u2069, bytes 3 to 90, which is the output',
    `Brought back by Ana, ${at}`,
    'Edited by a person; the model’s text is kept in its line',
  ]);
});

test('lines of older versions lack some of it', () => {
  expect(provenanceNotes({})).toEqual([]);
  expect(provenanceNotes({ model: 'm-1', practice: true })).toEqual(['Written by practice model: no language model']);
});

test('where a dropped candidate comes from', () => {
  const candidate = { id: 'c', run: 'r', stage: 'instruction', filter: 'similar', instruction: 'x' } as const;
  expect(
    candidateNotes({ ...candidate, round: 1, request: 7, at, derived: { step: 'paraphrase', from: 't_1' } }),
  ).toEqual([`From round 1, request 7, ${at}`, 'Paraphrased from t_1']);
});
