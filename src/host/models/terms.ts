import { env, l10n, type Memento, Uri, window } from 'vscode';
import { isOwnMachine, termsOf } from '../../core/llm/providerTerms.ts';
import type { ShownTerms } from '../../core/model/round.ts';

const shownName = 'selfInstruct.termsShown';

/** Which providers' terms on training with outputs were shown to this user, and when. */
export class Terms {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** As they were last shown; `undefined` where they were not. */
  shownFor(origin: string): ShownTerms | undefined {
    return this.#all[origin];
  }

  /** Shows where the provider at an origin states its terms, and notes that. Does not wait for an answer; says nothing of this machine. */
  async show(origin: string): Promise<void> {
    if (isOwnMachine(origin)) return;
    const known = termsOf(origin);
    const shown = { ...(known ? { url: known.url } : {}), shownAt: new Date().toISOString() };
    await this.#memory.update(shownName, { ...this.#all, [origin]: shown });
    const ask = l10n.t('May what its models write train another model?');
    if (!known) {
      const unknown = l10n.t('The provider at {0} is not one we know: read its terms before you train.', origin);
      void window.showInformationMessage(`${ask} ${unknown}`);
      return;
    }
    const read = l10n.t('Read Terms');
    const message = l10n.t('That is for the terms of {0} to say; read them before you train.', known.provider);
    void window.showInformationMessage(`${ask} ${message}`, read).then((answer) => {
      if (answer === read) void env.openExternal(Uri.parse(known.url));
    });
  }

  get #all(): Readonly<Record<string, ShownTerms>> {
    return this.#memory.get<Readonly<Record<string, ShownTerms>>>(shownName, {});
  }
}
