import type { FromPanel } from '../src/protocol/panel.ts';
import type { FromSeedForm } from '../src/protocol/seedForm.ts';
import type { Persisted } from './persisted.ts';

/** What the editor gives to the page of a panel. */
export interface VsCodeApi {
  postMessage(message: FromPanel | FromSeedForm): void;
  /** What `setState` was last given; anything, as an older version may have written it. */
  getState(): unknown;
  /** Survives the panel being hidden. */
  setState(state: Persisted): void;
}

declare global {
  /** Can be called once. */
  function acquireVsCodeApi(): VsCodeApi;
}
