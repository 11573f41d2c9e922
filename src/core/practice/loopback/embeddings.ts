import type { RequestBody } from '../../llm/modelClient.ts';
import { practiceTokens } from '../practiceReply.ts';
import { ApiError } from './apiError.ts';

const defaultDimensions = 64;

/** The answer to a request for embeddings, in OpenAI's shape. Throws `ApiError` where there is no input. */
export function embed(body: RequestBody, model: string): unknown {
  const inputs = typeof body.input === 'string' ? [body.input] : body.input;
  if (!Array.isArray(inputs) || inputs.length === 0 || !inputs.every((input) => typeof input === 'string')) {
    throw new ApiError(400, 'input must be a text or a list of texts.', { param: 'input' });
  }
  const dimensions =
    typeof body.dimensions === 'number' ? Math.min(Math.max(2, Math.floor(body.dimensions)), 4096) : defaultDimensions;
  const tokens = inputs.reduce((sum, input) => sum + practiceTokens(input), 0);
  return {
    object: 'list',
    model,
    data: inputs.map((input, index) => {
      const vector = hashedVector(input, dimensions);
      const embedding = body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** Words and their three-letter pieces, hashed with a sign into a vector of length 1 (Weinberger et al. 2009): texts that share words lie close. */
function hashedVector(text: string, dimensions: number): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(dimensions);
  for (const word of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    const characters = [...` ${word} `];
    const pieces = characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(''));
    for (const feature of [word, ...pieces]) {
      const hash = hashOf(feature);
      const at = (hash >>> 1) % dimensions;
      vector[at] = (vector[at] ?? 0) + (hash % 2 === 0 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
