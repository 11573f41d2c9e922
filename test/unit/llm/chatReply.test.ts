import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChatReply } from '../../../src/core/llm/chatReply.ts';
import { isModelError } from '../../../src/core/llm/modelError.ts';

const origin = 'https://a.example';

function completion(choice: unknown, rest: object = {}) {
  return { choices: [choice], ...rest };
}

describe('readChatReply', () => {
  it('reads text, finish, model and usage', () => {
    const choice = { message: { content: 'hi' }, finish_reason: 'stop' };
    const rest = { model: 'm-2024', usage: { prompt_tokens: 5, completion_tokens: 2 } };
    expect(readChatReply(completion(choice, rest), origin, 'm')).toEqual({
      text: 'hi',
      finish: 'stop',
      servedModel: 'm-2024',
      usage: { inputTokens: 5, outputTokens: 2 },
    });
  });

  it('joins the text parts of a content list', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'thinking', text: 'x' },
      { type: 'text', text: 'b' },
    ];
    expect(readChatReply(completion({ message: { content } }), origin, 'm').text).toBe('ab');
  });

  it('takes the model asked for and no tokens where the endpoint tells neither', () => {
    const reply = readChatReply(
      completion({ message: { content: '' } }, { model: 7, usage: { prompt_tokens: '5' } }),
      origin,
      'm',
    );
    expect(reply).toEqual({ text: '', finish: 'stop', servedModel: 'm', usage: { inputTokens: 0, outputTokens: 0 } });
  });

  it('keeps a length stop that left no text', () => {
    const reply = readChatReply(completion({ message: { content: null }, finish_reason: 'length' }), origin, 'm');
    expect(reply).toMatchObject({ text: '', finish: 'length' });
  });

  it('calls every other reason to finish "other"', () => {
    expect(
      readChatReply(completion({ message: { content: 'x' }, finish_reason: 'content_filter' }), origin, 'm').finish,
    ).toBe('other');
  });

  it.each([
    [null, /no chat completion/u],
    ['<html>', /no chat completion/u],
    [{}, /list of choices is empty or missing/u],
    [{ choices: [] }, /list of choices is empty or missing/u],
    [completion({ text: 'old API' }), /list of choices is empty or missing/u],
    [completion({ message: { content: null } }), /no text/u],
    [completion({ message: { content: null, refusal: 'I cannot' } }), /declined.*I cannot/u],
  ])('refuses %j', (answer, message) => {
    expect(() => readChatReply(answer, origin, 'm')).toThrow(
      expect.objectContaining({ kind: 'bad-reply', message: expect.stringMatching(message) }),
    );
  });

  it('never fails but with a ModelError, whatever an endpoint sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (answer, choice) => {
        for (const value of [
          answer,
          completion(choice),
          completion({ message: choice }),
          completion({ message: { content: choice } }),
        ]) {
          try {
            const reply = readChatReply(value, origin, 'm');
            expect(typeof reply.text).toBe('string');
          } catch (error) {
            expect(isModelError(error)).toBe(true);
          }
        }
      }),
    );
  });
});
