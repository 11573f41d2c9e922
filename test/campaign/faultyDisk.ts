import { appendFile } from 'node:fs/promises';
import type { Random } from '../../src/core/random.ts';
import { type Disk, nodeDisk } from '../../src/core/store/disk.ts';

function failure(code: 'ENOSPC' | 'EACCES', file: string): Error {
  const what = code === 'ENOSPC' ? 'no space left on device' : 'permission denied';
  return Object.assign(new Error(`${code}: ${what}, write '${file}'`), { code });
}

/**
 * The real disk, on which writes fail with a probability: no permission, or no room, after which part of the text may
 * stand in the file.
 */
export function faultyDisk(random: Random, probability: number): Disk & { readonly failures: number } {
  let failures = 0;
  const check = (file: string) => {
    if (!random.chance(probability)) return;
    failures += 1;
    throw failure(random.pick(['ENOSPC', 'EACCES']), file);
  };
  return {
    ...nodeDisk,
    get failures() {
      return failures;
    },
    async append(file, text) {
      if (random.chance(probability / 2)) {
        failures += 1;
        const bytes = Buffer.from(text);
        // Even a letter of several bytes may be torn.
        const written = bytes.subarray(0, random.integer(1, bytes.length - 1));
        await appendFile(file, written);
        throw failure('ENOSPC', file);
      }
      check(file);
      await nodeDisk.append(file, text);
    },
    async replace(file, content) {
      check(file);
      await nodeDisk.replace(file, content);
    },
    async create(file, content) {
      check(file);
      return nodeDisk.create(file, content);
    },
  };
}
