import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * An esbuild plugin that packs the vocabularies of gpt-tokenizer, lists of tokens by rank: as JavaScript one of them is
 * 2.7 MB and slow to read, and packed 1.1 MB.
 * @type {import('esbuild').Plugin}
 */
export const packVocabulary = {
  name: 'pack-vocabulary',
  setup({ onLoad }) {
    onLoad({ filter: /gpt-tokenizer[\\/]esm[\\/]bpeRanks[\\/]\w+\.js$/ }, async ({ path }) => {
      const { default: tokens } = await import(pathToFileURL(path).href);
      const packed = brotliCompressSync(JSON.stringify(tokens), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
      });
      return {
        contents: `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${packed.toString('base64')}', 'base64')).toString());`,
        resolveDir: '.',
      };
    });
  },
};
