import type { Disk } from '../store/disk.ts';
import type { ModelClient, RequestBody } from './modelClient.ts';
import type { ModelReport } from './modelReport.ts';

/**
 * What an endpoint and model turned out not to take, found out by asking and remembered in a file, so that a resumed run
 * asks in the same form.
 */
export class EndpointFeatures {
  readonly #disk: Disk;
  readonly #file: string;
  readonly #name: string;
  readonly #refused: Set<string>;
  #known: boolean;
  #form = 0;

  private constructor(disk: Disk, file: string, name: string, refused: readonly string[], known: boolean) {
    this.#disk = disk;
    this.#file = file;
    this.#name = name;
    this.#refused = new Set(refused);
    this.#known = known;
  }

  static async open(
    disk: Disk,
    file: string,
    client: Pick<ModelClient, 'origin' | 'model' | 'practice' | 'lacks'>,
  ): Promise<EndpointFeatures> {
    const name = `${client.origin} ${client.model}`;
    const refused = (await readAll(disk, file))[name];
    const all = [...(refused ?? []), ...(client.lacks ?? [])];
    return new EndpointFeatures(disk, file, name, all, refused !== undefined || client.practice);
  }

  /** Whether a request has gone through before. */
  get known(): boolean {
    return this.#known;
  }

  /** Changes with the form in which a request is to be put: what was prepared under another one is out of date. */
  get form(): number {
    return this.#form;
  }

  /** Whether a top-level field of the request, such as `response_format`, is not known to be refused. */
  supports(field: string): boolean {
    return !this.#refused.has(field);
  }

  /** The request without the fields that were refused. */
  strip(body: RequestBody): RequestBody {
    return Object.fromEntries(Object.entries(body).filter(([field]) => !this.#refused.has(field)));
  }

  async refuse(field: string): Promise<void> {
    this.#refused.add(field);
    await this.#save();
  }

  /** Takes over what a test of the model found out; what the test says nothing about stays. */
  async learn({ findings }: Pick<ModelReport, 'findings'>): Promise<void> {
    const { state } = findings['json-schema'];
    if (state === 'unknown') return;
    if (state === 'no') this.#refused.add('response_format');
    else this.#refused.delete('response_format');
    await this.#save();
  }

  async confirm(): Promise<void> {
    if (this.#known) return;
    this.#known = true;
    await this.#save();
  }

  async #save(): Promise<void> {
    this.#form += 1;
    const all = await readAll(this.#disk, this.#file);
    await this.#disk.replace(
      this.#file,
      JSON.stringify({ ...all, [this.#name]: [...this.#refused].sort() }, undefined, 2),
    );
  }
}

async function readAll(disk: Disk, file: string): Promise<Record<string, string[]>> {
  try {
    const value = JSON.parse(((await disk.read(file)) ?? '{}').toString()) as Record<string, unknown>;
    const entries = Object.entries(value).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]));
    return Object.fromEntries(entries);
  } catch {
    // A file that cannot be read costs one question more; nothing of the user's is in it.
    return {};
  }
}
