/** Counts what one text, loaded, has in common with many others. */
export interface CommonUnits {
  /** Loads a text; `vocabularySize` is above every number that it or the others have. */
  load(units: readonly number[], vocabularySize: number): void;
  /** What the loaded text has in common with the `length` units from `start`. */
  with(units: Int32Array<ArrayBuffer>, start: number, length: number): number;
}
