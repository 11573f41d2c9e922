/** A text of the pool and its score to the candidate: ROUGE-L F, or by the measure in force. */
export interface Neighbour {
  readonly id: string;
  readonly f: number;
}

/** The k (at least 1) nearest of the texts offered: F descending, then id ascending by code unit. */
export class TopK {
  readonly #k: number;
  readonly #neighbours: Neighbour[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** The F below which an offer is in vain; 0 while there is room. */
  get floor(): number {
    return this.#neighbours.length < this.#k ? 0 : (this.#neighbours[this.#k - 1] as Neighbour).f;
  }

  /** Best first. */
  get neighbours(): readonly Neighbour[] {
    return this.#neighbours;
  }

  offer(id: string, f: number): void {
    if (this.#neighbours.length === this.#k) {
      const last = this.#neighbours[this.#k - 1] as Neighbour;
      if (f < last.f || (f === last.f && id >= last.id)) return;
      this.#neighbours.pop();
    }
    this.#neighbours.splice(this.#placeOf(id, f), 0, { id, f });
  }

  /** How many of those held come before the offer. */
  #placeOf(id: string, f: number): number {
    let low = 0;
    let high = this.#neighbours.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const held = this.#neighbours[middle] as Neighbour;
      if (held.f > f || (held.f === f && held.id < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
