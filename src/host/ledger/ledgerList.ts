import {
  countLedger,
  isShown,
  type LedgerCounts,
  type LedgerFilter,
  newestFirst,
} from '../../core/ledger/browseLedger.ts';
import { holdsAll, searchFolder, searchParts } from '../../core/ledger/searchText.ts';
import type { FilteredCandidate } from '../../core/model/candidate.ts';
import type { Located, Snapshot } from '../../core/store/dataset.ts';
import { Turns } from '../../core/turns.ts';

type Candidate = Located<FilteredCandidate>;

/** Candidates that a text finds, newest first, and how many there are of each kind. */
interface Found {
  readonly filtered: Snapshot['filtered'];
  readonly rescued: Snapshot['rescuedCandidates'];
  readonly text: string;
  readonly candidates: readonly Candidate[];
  readonly counts: LedgerCounts;
}

/** A list of dropped candidates, and how many each filter has among those that the text finds. */
export interface LedgerList {
  readonly candidates: readonly Candidate[];
  readonly counts: LedgerCounts;
}

/** Lists and searches the dropped candidates of one dataset. What was folded and found once is not folded and found again. */
export class LedgerLists {
  #language: string | undefined;
  #fold: (text: string) => string = (text) => text;
  #folded = new WeakMap<Candidate, string>();
  #found: Found | undefined;

  /** Gives way to others every few milliseconds; rejects with the signal's reason when aborted. */
  async list(snapshot: Snapshot, filter: LedgerFilter, text: string, signal: AbortSignal): Promise<LedgerList> {
    const { candidates, counts } = await this.#find(snapshot, text, signal);
    const shown =
      filter === 'all' ? candidates : candidates.filter((one) => isShown(one, filter, snapshot.rescuedCandidates));
    return { candidates: shown, counts };
  }

  async #find(snapshot: Snapshot, text: string, signal: AbortSignal): Promise<Found> {
    const { filtered, rescuedCandidates: rescued, recipe } = snapshot;
    const isNewLanguage = recipe.language !== this.#language;
    if (isNewLanguage) {
      this.#language = recipe.language;
      this.#fold = searchFolder(recipe.language);
      this.#folded = new WeakMap();
    }
    const last = isNewLanguage ? undefined : this.#found;
    if (last?.filtered === filtered && last.rescued === rescued && last.text === text) return last;
    const candidates = await this.#search(newestFirst(filtered), searchParts(text, this.#fold), signal);
    const found: Found = { filtered, rescued, text, candidates, counts: countLedger(candidates, rescued) };
    this.#found = found;
    return found;
  }

  async #search(
    candidates: readonly Candidate[],
    parts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Candidate[]> {
    if (parts.length === 0) return candidates;
    const turns = new Turns(signal);
    const found: Candidate[] = [];
    for (const candidate of candidates) {
      if (holdsAll(this.#foldedOf(candidate), parts)) found.push(candidate);
      if (turns.due) await turns.take();
    }
    return found;
  }

  #foldedOf(candidate: Candidate): string {
    const known = this.#folded.get(candidate);
    if (known !== undefined) return known;
    const { id, instruction, detail = '' } = candidate;
    const folded = this.#fold(`${instruction}\n${detail}\n${id}`);
    this.#folded.set(candidate, folded);
    return folded;
  }
}
