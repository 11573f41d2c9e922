import type { FromLedger, LedgerQuery, ReplayRow, ToLedger } from '../../protocol/panelLedger.ts';
import type { Commands } from '../commands.ts';
import { isCancellation } from '../describeFailure.ts';
import { LedgerLists } from '../ledger/ledgerList.ts';
import type { OpenDataset } from '../openDataset.ts';
import { candidateCardOf, pageOf } from './ledgerMessages.ts';

/** Answers the ledger's intents of one panel: a page, a candidate or a replay when it is asked for, never everything. */
export class PanelLedger {
  readonly #commands: Commands;
  readonly #send: (message: ToLedger) => void;
  #lists = new LedgerLists();
  #searching = new AbortController();
  #replaying: AbortController | undefined;

  constructor(commands: Commands, send: (message: ToLedger) => void) {
    this.#commands = commands;
    this.#send = send;
  }

  async answer(message: FromLedger, dataset: OpenDataset): Promise<void> {
    const { folder, snapshot } = dataset;
    switch (message.type) {
      case 'getLedger':
        return this.#sendPage(message, dataset);
      case 'getCandidate': {
        const card = candidateCardOf(snapshot, message.id);
        return this.#send({ type: 'candidate', id: message.id, ...(card ? { card } : {}) });
      }
      case 'rescue':
        await this.#commands.run('selfInstruct.rescueCandidate', { folder, candidates: [message.id] });
        return;
      case 'retry':
        await this.#commands.run('selfInstruct.retryReply', { folder, candidates: [message.id] });
        return;
      case 'showReply':
        await this.#commands.run('selfInstruct.showReply', { folder, id: message.id });
        return;
      case 'replay':
        return this.#replay(dataset);
      case 'cancelReplay':
        return this.#replaying?.abort(stopped());
      case 'applyThreshold':
        await this.#commands.run('selfInstruct.replayThreshold', { folder, threshold: message.threshold });
    }
  }

  /** Ends what goes on; nobody waits for it any more. */
  stop(): void {
    this.#searching.abort(stopped());
    this.#replaying?.abort(stopped());
    this.#lists = new LedgerLists();
  }

  async #sendPage({ filter, text, from }: LedgerQuery, { snapshot }: OpenDataset): Promise<void> {
    // Somebody types on: the answer to the text before is of no use.
    this.#searching.abort(stopped());
    const searching = new AbortController();
    this.#searching = searching;
    try {
      const list = await this.#lists.list(snapshot, filter, text, searching.signal);
      if (!searching.signal.aborted)
        this.#send({ type: 'ledger', page: pageOf(snapshot, { filter, text, from }, list) });
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }

  async #replay({ snapshot }: OpenDataset): Promise<void> {
    this.#replaying?.abort(stopped());
    const replaying = new AbortController();
    this.#replaying = replaying;
    const { replayThreshold, thresholdsBeside } = await import('../../core/ledger/replayThreshold.ts');
    const own = snapshot.recipe.filters.similarity;
    let shown = -1;
    const onProgress = (share: number) => {
      const percent = Math.floor(100 * share);
      if (percent === shown) return;
      shown = percent;
      this.#send({ type: 'replay', replay: { state: 'running', share } });
    };
    try {
      const { signal } = replaying;
      onProgress(0);
      const { tasks, similar, thresholds } = await replayThreshold(snapshot, {
        thresholds: thresholdsBeside(own),
        signal,
        onProgress,
      });
      const isAccepted = ({ id }: { id: string }) => snapshot.byId.get(id)?.standing.state === 'accepted';
      const rows = thresholds.map(
        ({ threshold, kept, broughtBack, dropped }): ReplayRow => ({
          threshold,
          kept,
          broughtBack: broughtBack.length,
          dropped: dropped.length,
          marked: dropped.filter(isAccepted).length,
        }),
      );
      this.#send({ type: 'replay', replay: { state: 'done', own, tasks, similar, rows } });
    } catch (error) {
      const isNewer = this.#replaying !== replaying;
      if (!isNewer) this.#send({ type: 'replay', replay: { state: 'cancelled' } });
      if (!isCancellation(error)) throw error;
    } finally {
      if (this.#replaying === replaying) this.#replaying = undefined;
    }
  }
}

function stopped(): DOMException {
  return new DOMException('Nobody waits for this any more.', 'AbortError');
}
