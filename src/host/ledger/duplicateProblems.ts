import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  Location,
  l10n,
  languages,
  Range,
  Uri,
} from 'vscode';
import { scoreName } from '../../core/model/similarity.ts';
import { groupBy } from '../groupBy.ts';
import { scoreLabel } from '../labels.ts';
import { labelText } from '../taskText.ts';
import type { DuplicateSource, PlacedText } from './duplicateSources.ts';

/** The code of these problems. */
export const nearDuplicateCode = 'near-duplicate';
/** The editor shows no more of one file. */
const mostPerFile = 1_000;
const gatherMs = 200;

/** A text that is near to another one, with all of its group. */
export interface Finding {
  readonly source: DuplicateSource;
  readonly own: PlacedText;
  readonly nearest: PlacedText;
  /** Score of the two, by the source's measure. */
  readonly f: number;
  readonly group: readonly PlacedText[];
}

/** What a search came to. */
export interface FoundCounts {
  readonly groups: number;
  readonly texts: number;
}

export interface SearchOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

interface Shown {
  readonly source: DuplicateSource;
  readonly findings: readonly Finding[];
}

/** Near-duplicates in the Problems view. What was found is looked at again when its files change; nothing new is sought. */
export class DuplicateProblems implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('self-instruct-duplicates');
  readonly #shown = new Map<string, Shown>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** Keys of the sources that have findings. */
  get keys(): readonly string[] {
    return [...this.#shown.keys()];
  }

  /** Searches all of a source and shows what is found. Rejects with the signal's reason when aborted. */
  async find(source: DuplicateSource, options: SearchOptions = {}): Promise<FoundCounts> {
    const findings = await search(source, await source.read(options.signal), options);
    this.#show(source, findings);
    return { groups: new Set(findings.map(({ group }) => group)).size, texts: findings.length };
  }

  /** Looks soon which findings still stand: tasks may have been rejected, changed or moved. */
  touch(key: string): void {
    if (!this.#shown.has(key) || this.#timers.has(key)) return;
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        // Where the files cannot be read now, what is shown stays until they can.
        void this.#again(key).catch(() => undefined);
      }, gatherMs),
    );
  }

  /** Takes the problems of a source away, or all of them. */
  clear(key?: string): void {
    for (const [name, { findings }] of this.#shown) {
      if (key !== undefined && name !== key) continue;
      for (const { own } of findings) this.#collection.delete(Uri.file(own.file));
      this.#shown.delete(name);
    }
  }

  /** The finding about a line (from 0) of a file. */
  at(file: string, line: number): Finding | undefined {
    for (const { findings } of this.#shown.values()) {
      const found = findings.find(({ own }) => own.file === file && own.line === line);
      if (found) return found;
    }
    return undefined;
  }

  async #again(key: string): Promise<void> {
    const shown = this.#shown.get(key);
    if (!shown) return;
    const { source, findings } = shown;
    const known = new Set(findings.flatMap(({ group }) => group.map(source.identity)));
    const left = (await source.read()).filter((text) => known.has(source.identity(text)));
    const standing = await search(source, left);
    // Somebody may have searched or cleared in the meantime.
    if (this.#shown.get(key) === shown) this.#show(source, standing);
  }

  #show(source: DuplicateSource, findings: readonly Finding[]): void {
    this.clear(source.key);
    for (const [file, found] of groupBy(findings, ({ own }) => own.file))
      this.#collection.set(Uri.file(file), found.slice(0, mostPerFile).map(diagnostic));
    this.#shown.set(source.key, { source, findings });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#collection.dispose();
  }
}

async function search(
  source: DuplicateSource,
  texts: readonly PlacedText[],
  options: SearchOptions = {},
): Promise<Finding[]> {
  const { nearDuplicates } = await import('../../core/ledger/nearDuplicates.ts');
  const { threshold, language, measure } = source;
  const groups = await nearDuplicates(texts, {
    threshold,
    language,
    measure,
    distinct: source.distinct(texts),
    ...options,
  });
  const byId = new Map(texts.map((text) => [text.id, text]));
  return groups.flatMap((near) => {
    const group = near.flatMap(({ id }) => byId.get(id) ?? []);
    return near.flatMap(({ id, nearest, f }): Finding[] => {
      const [own, other] = [byId.get(id), byId.get(nearest)];
      return own && other ? [{ source, own, nearest: other, f, group }] : [];
    });
  });
}

function diagnostic({ source, own, nearest, f, group }: Finding): Diagnostic {
  const message = l10n.t('Near-duplicate of {0} ({1} {2})', nearest.id, scoreName(source.measure), scoreLabel(f));
  const more = group.length > 2 ? l10n.t(', one of {0} that are alike', group.length) : '';
  const shown = new Diagnostic(wholeLine(own.line), `${message}${more}.`, DiagnosticSeverity.Information);
  shown.source = 'Self-Instruct';
  shown.code = nearDuplicateCode;
  shown.relatedInformation = [
    new DiagnosticRelatedInformation(
      new Location(Uri.file(nearest.file), wholeLine(nearest.line)),
      labelText(nearest.text),
    ),
  ];
  return shown;
}

function wholeLine(line: number): Range {
  return new Range(line, 0, line, Number.MAX_SAFE_INTEGER);
}
