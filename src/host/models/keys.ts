import type { Memento, SecretStorage } from 'vscode';

const indexName = 'selfInstruct.keyOrigins';

/** API keys in the editor's secret storage: one per origin, never handed out for another one. */
export class Keys {
  readonly #secrets: SecretStorage;
  readonly #index: Memento;

  /** `index` remembers for which origins there are keys; it holds no key. */
  constructor(secrets: SecretStorage, index: Memento) {
    this.#secrets = secrets;
    this.#index = index;
  }

  /** Origins that a key is stored for. */
  get origins(): readonly string[] {
    return this.#index.get<readonly string[]>(indexName, []);
  }

  async get(origin: string): Promise<string | undefined> {
    return this.#secrets.get(secretName(origin));
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#secrets.store(secretName(origin), key);
    await this.#index.update(indexName, [...new Set([...this.origins, origin])].sort());
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(secretName(origin));
    await this.#index.update(
      indexName,
      this.origins.filter((other) => other !== origin),
    );
  }
}

function secretName(origin: string): string {
  return `selfInstruct.key:${origin}`;
}
