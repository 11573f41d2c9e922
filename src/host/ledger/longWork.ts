import { type Disposable, ProgressLocation, window } from 'vscode';

/** Tells how far work is: the share done, from 0 to 1, and if need be a few words. */
export type ReportShare = (share: number, message?: string) => void;

/** Work that a person waits for: shown as a notification, which can cancel it. All of it ends when the window closes. */
export class LongWork implements Disposable {
  readonly #underway = new Set<AbortController>();

  /** Runs work that follows the signal; what it rejects with is passed on, also where it was cancelled. */
  async run<T>(title: string, work: (signal: AbortSignal, report: ReportShare) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.#underway.add(abort);
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    try {
      return await window.withProgress(options, async (progress, token) => {
        const listening = token.onCancellationRequested(() => abort.abort(cancelled()));
        let shown = 0;
        try {
          return await work(abort.signal, (share, message) => {
            const percent = Math.max(shown, Math.floor(100 * share));
            // Work reports often; the editor is told only of what can be seen.
            if (percent === shown && message === undefined) return;
            progress.report({ increment: percent - shown, ...(message === undefined ? {} : { message }) });
            shown = percent;
          });
        } finally {
          listening.dispose();
        }
      });
    } finally {
      this.#underway.delete(abort);
    }
  }

  dispose(): void {
    for (const abort of this.#underway) abort.abort(cancelled());
  }
}

function cancelled(): DOMException {
  return new DOMException('The work was cancelled.', 'AbortError');
}
