import { Disposable, type Event, EventEmitter, Uri, type WebviewPanel } from 'vscode';
import { languageCheckOf } from '../../core/language/languageCheck.ts';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { isFromPanel } from '../../protocol/panel.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import { describeFailure } from '../describeFailure.ts';
import type { OpenDataset } from '../openDataset.ts';
import { canUndo, decide, undoLast } from '../review/decide.ts';
import type { Runs } from '../run/runs.ts';
import { panelHtml } from './panelHtml.ts';
import { PanelLedger } from './panelLedger.ts';
import { cardOf, PanelMessages } from './panelMessages.ts';

export interface PanelServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly extensionUri: Uri;
}

/** Where the page's files lie; the webview may load nothing else. */
export function panelRoot(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** One panel with its dataset: answers the page's intents, and sends what changed while it is visible. */
export class ReviewPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: PanelServices;
  readonly #messages = new PanelMessages();
  readonly #ledger: PanelLedger;
  readonly #disposed = new EventEmitter<void>();
  readonly #disposables: Disposable[];
  #folder: string | undefined;
  #isReady = false;
  #isStale = false;
  /** A task to show as soon as the page has its dataset. */
  #wanted: string | undefined;

  readonly onDidDispose: Event<void> = this.#disposed.event;

  constructor(panel: WebviewPanel, services: PanelServices, folder: string | undefined) {
    this.#panel = panel;
    this.#services = services;
    this.#folder = folder;
    const { commands, datasets, runs } = services;
    this.#ledger = new PanelLedger(commands, (message) => this.#send(message));
    this.#disposables = [
      panel.onDidDispose(() => this.dispose()),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#isStale) void this.#sendDataset();
      }),
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromPanel(message)) void this.#receive(message);
      }),
      datasets.onDidChange((dataset) => {
        if (dataset.folder === this.#folder) void this.#sendDataset();
      }),
      datasets.onDidList(() => void this.#sendDataset()),
      runs.onDidChange((running) => {
        if (running === this.#folder) this.#sendRun();
      }),
    ];
    this.#load();
  }

  get folder(): string | undefined {
    return this.#folder;
  }

  /** Shows another dataset, and one of its tasks where `id` is given. */
  async show(folder: string, id?: string): Promise<void> {
    if (folder !== this.#folder) this.#ledger.stop();
    this.#folder = folder;
    this.#wanted = id;
    this.#panel.reveal();
    await this.#sendDataset();
  }

  #load(): void {
    const { webview } = this.#panel;
    const root = panelRoot(this.#services.extensionUri);
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    webview.html = panelHtml({
      script: webview.asWebviewUri(Uri.joinPath(root, 'panel.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(root, 'panel.css')).toString(),
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
    });
  }

  get #dataset(): OpenDataset | undefined {
    return this.#folder === undefined ? undefined : this.#services.datasets.get(this.#folder);
  }

  async #receive(message: FromPanel): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      const { message: text } = describeFailure(error, 'Review', this.#folder);
      this.#send({ type: 'problem', message: text, ...(message.type === 'decide' ? { id: message.id } : {}) });
    }
  }

  async #answer(message: FromPanel): Promise<void> {
    const { commands, datasets } = this.#services;
    const dataset = this.#dataset;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#messages.forget();
        await this.#sendDataset();
        return this.#sendRun();
      case 'getCard': {
        const card = dataset && cardOf(dataset.snapshot, message.id);
        return card && this.#send({ type: 'card', card });
      }
      case 'decide': {
        if (!dataset) return;
        const { id, of, decision } = message;
        const recorded = await decide(datasets, [{ folder: dataset.folder, id, of }], decision);
        // Where nothing was to be recorded no change event comes, and the page waits for one.
        return recorded === 0 ? this.#sendDataset() : undefined;
      }
      case 'undo': {
        if (!dataset) return;
        const undone = await undoLast(dataset);
        return undone.length === 0 ? this.#sendDataset() : undefined;
      }
      case 'openTask':
        await commands.run('selfInstruct.openTask', { folder: this.#folder, id: message.id });
        return;
      case 'command':
        await commands.run(
          `selfInstruct.${message.command}`,
          ...(this.#folder === undefined ? [] : [{ folder: this.#folder }]),
        );
        return;
      default:
        if (dataset) await this.#ledger.answer(message, dataset);
    }
  }

  async #sendDataset(): Promise<void> {
    if (!this.#isReady) return;
    this.#isStale = !this.#panel.visible;
    if (this.#isStale) return;
    const dataset = this.#dataset;
    if (!dataset) {
      this.#messages.forget();
      this.#send({ type: 'empty', reason: this.#services.datasets.found ? 'no-dataset' : 'loading' });
      return;
    }
    const { snapshot } = dataset;
    this.#panel.title = snapshot.name;
    const undoable = await canUndo(dataset);
    // Another change may have been sent meanwhile, or another dataset shown: what goes out is what there is now.
    if (dataset === this.#dataset) this.#send(this.#messages.dataset(dataset.snapshot, undoable));
    if (this.#wanted !== undefined && snapshot.byId.has(this.#wanted)) {
      this.#send({ type: 'reveal', id: this.#wanted });
      this.#wanted = undefined;
    }
    await this.#sendLanguageChecks(dataset);
  }

  async #sendLanguageChecks({ snapshot, folder }: OpenDataset): Promise<void> {
    const { fields } = await languageCheckOf(snapshot);
    if (folder !== this.#folder) return;
    const checks = fields.map(({ field, language, words }) => ({ field, language, words }));
    this.#send({ type: 'languageChecks', checks });
  }

  #sendRun(): void {
    if (this.#isReady && this.#folder !== undefined)
      this.#send({ type: 'run', run: this.#services.runs.statusOf(this.#folder) });
  }

  #send(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#ledger.stop();
    Disposable.from(...this.#disposables).dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}
