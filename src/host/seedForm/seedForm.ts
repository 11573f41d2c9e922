import { Disposable, EventEmitter, type Memento, Uri, type WebviewPanel } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { isRightToLeft, languageOf } from '../../core/languages/languages.ts';
import { fieldLanguage, type Recipe } from '../../core/model/recipe.ts';
import {
  draftProblems,
  type FieldLanguage,
  type FromSeedForm,
  isFromSeedForm,
  isSeedDraft,
  type SeedDraft,
  type SeedFormContext,
  type ToSeedForm,
} from '../../protocol/seedForm.ts';
import type { Datasets } from '../datasets.ts';
import { describeFailure } from '../describeFailure.ts';
import type { OpenDataset } from '../openDataset.ts';
import { panelHtml } from '../panel/panelHtml.ts';
import { panelRoot } from '../panel/reviewPanel.ts';
import { reviewer } from '../reviewer.ts';
import { appendSeed } from './appendSeed.ts';
import { emptyDraft, isBlankDraft, seedOfDraft } from './seedOfDraft.ts';

export interface SeedFormServices {
  readonly datasets: Datasets;
  readonly extensionUri: Uri;
  readonly memory: Memento;
}

const draftName = (folder: string) => `selfInstruct.seedDraft:${folder}`;

/** The form in which a seed task is written, for one dataset. What is written is kept until it is saved. */
export class SeedForm implements Disposable {
  readonly folder: string;
  readonly #panel: WebviewPanel;
  readonly #services: SeedFormServices;
  readonly #disposed = new EventEmitter<void>();
  readonly #disposables: Disposable[];
  #isReady = false;
  #isOpened = false;

  readonly onDidDispose = this.#disposed.event;

  constructor(panel: WebviewPanel, services: SeedFormServices, folder: string) {
    this.folder = folder;
    this.#panel = panel;
    this.#services = services;
    const { datasets } = services;
    this.#disposables = [
      panel.onDidDispose(() => this.dispose()),
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromSeedForm(message)) void this.#receive(message);
      }),
      datasets.onDidChange((dataset) => {
        if (dataset.folder === folder) this.#sendContext();
      }),
      datasets.onDidList(() => {
        if (!this.#isOpened) void this.#open();
      }),
    ];
    this.#load();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  #load(): void {
    const { webview } = this.#panel;
    const root = panelRoot(this.#services.extensionUri);
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    webview.html = panelHtml({
      script: webview.asWebviewUri(Uri.joinPath(root, 'seedForm.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(root, 'seedForm.css')).toString(),
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
    });
  }

  get #dataset(): OpenDataset | undefined {
    return this.#services.datasets.get(this.folder);
  }

  async #receive(message: FromSeedForm): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
          this.#isReady = true;
          return await this.#open();
        case 'draft':
          return await this.#keep(message.draft);
        case 'save':
          return await this.#save(message.draft);
        case 'close':
          this.#panel.dispose();
      }
    } catch (error) {
      this.#send({ type: 'problem', message: describeFailure(error, 'New Seed Task', this.folder).message });
    }
  }

  /** Shows the draft that was left, or an empty one. */
  async #open(): Promise<void> {
    const dataset = this.#dataset;
    if (!this.#isReady || !dataset) return;
    this.#isOpened = true;
    this.#panel.title = `New seed task: ${isolate(dataset.snapshot.name)}`;
    this.#send({ type: 'open', context: contextOf(dataset), draft: await this.#draft(dataset) });
  }

  async #draft({ snapshot }: OpenDataset): Promise<SeedDraft> {
    const kept: unknown = this.#services.memory.get(draftName(this.folder));
    if (isSeedDraft(kept)) return kept;
    const origin = { author: await reviewer(), source: '', licence: '', translatedFrom: '' };
    return emptyDraft(origin, snapshot.recipe.purpose?.kind === 'classification');
  }

  async #keep(draft: SeedDraft): Promise<void> {
    await this.#services.memory.update(draftName(this.folder), isBlankDraft(draft) ? undefined : draft);
  }

  async #save(draft: SeedDraft): Promise<void> {
    const dataset = this.#dataset;
    await this.#keep(draft);
    if (!dataset) {
      const message = `The dataset ${this.folder} is no longer there. Nothing was saved; what you wrote is kept in the form.`;
      return this.#send({ type: 'problem', message });
    }
    const { instances, purpose } = dataset.snapshot.recipe;
    const conversation = instances === 'conversation';
    if (draftProblems(draft, conversation).length > 0) return;
    const seed = seedOfDraft(draft, conversation);
    const place = await appendSeed(dataset, seed);
    const next = emptyDraft(draft, purpose?.kind === 'classification');
    await this.#keep(next);
    this.#send({ type: 'saved', id: seed.id, unsavedDocument: place === 'unsaved document', draft: next });
  }

  #sendContext(): void {
    const dataset = this.#dataset;
    if (this.#isReady && dataset) this.#send({ type: 'context', context: contextOf(dataset) });
  }

  #send(message: ToSeedForm): void {
    void this.#panel.webview.postMessage(message);
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}

function contextOf({ snapshot }: OpenDataset): SeedFormContext {
  const { recipe, name, seeds } = snapshot;
  const language = (field: 'instruction' | 'input' | 'output') => describe(fieldLanguage(recipe, field));
  return {
    dataset: name,
    languages: { instruction: language('instruction'), input: language('input'), output: language('output') },
    conversation: recipe.instances === 'conversation',
    labels: labelsOf(recipe),
    seeds: seeds.length,
  };
}

function labelsOf({ purpose }: Recipe): readonly string[] {
  return purpose?.kind === 'classification' ? (purpose.labels ?? []) : [];
}

function describe(tag: string): FieldLanguage {
  return { tag, name: languageOf(tag).english, rightToLeft: isRightToLeft(tag) };
}
