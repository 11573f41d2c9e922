import { ApiError, notFound } from './apiError.ts';

/** A file's description in OpenAI's shape. */
export interface StoredFile {
  readonly id: string;
  readonly object: 'file';
  readonly bytes: number;
  readonly created_at: number;
  readonly filename: string;
  readonly purpose: string;
  readonly status: 'processed';
}

/** The files of one server, in memory. */
export class StoredFiles {
  readonly #files = new Map<string, { readonly description: StoredFile; readonly content: string }>();
  #last = 0;

  /** Stores a file from a multipart form with the fields `file` and `purpose`. Throws `ApiError` where one is missing. */
  async addForm(form: FormData): Promise<StoredFile> {
    const file = form.get('file');
    const purpose = form.get('purpose');
    if (!(file instanceof Blob)) throw new ApiError(400, 'The file is missing.', { param: 'file' });
    if (typeof purpose !== 'string' || purpose === '')
      throw new ApiError(400, 'The purpose is missing.', { param: 'purpose' });
    return this.add(file instanceof File ? file.name : 'file', purpose, await file.text());
  }

  add(filename: string, purpose: string, content: string): StoredFile {
    this.#last += 1;
    const description: StoredFile = {
      id: `file-${this.#last}`,
      object: 'file',
      bytes: Buffer.byteLength(content),
      created_at: Math.floor(Date.now() / 1000),
      filename,
      purpose,
      status: 'processed',
    };
    this.#files.set(description.id, { description, content });
    return description;
  }

  list(): StoredFile[] {
    return [...this.#files.values()].map(({ description }) => description);
  }

  /** Throws `ApiError` (404) for an unknown id; so do `content` and `remove`. */
  describe(id: string): StoredFile {
    return this.#get(id).description;
  }

  content(id: string): string {
    return this.#get(id).content;
  }

  remove(id: string): void {
    this.#get(id);
    this.#files.delete(id);
  }

  #get(id: string): { readonly description: StoredFile; readonly content: string } {
    const found = this.#files.get(id);
    if (!found) throw notFound(`file as ${id}`);
    return found;
  }
}
