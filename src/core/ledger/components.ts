/** Connected components of a graph over 0 … size − 1 that grows edge by edge (union-find with path halving). */
export class Components {
  readonly #parents: Int32Array<ArrayBuffer>;

  constructor(size: number) {
    this.#parents = new Int32Array(size);
    for (let node = 0; node < size; node++) this.#parents[node] = node;
  }

  /** The lowest node of the component. */
  find(node: number): number {
    const parents = this.#parents;
    let at = node;
    while (parents[at] !== at) {
      const next = parents[parents[at] as number] as number;
      parents[at] = next;
      at = next;
    }
    return at;
  }

  connect(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  /** Components of at least two nodes, by their lowest node; nodes ascending. */
  groups(): number[][] {
    const byRoot = new Map<number, number[]>();
    for (let node = 0; node < this.#parents.length; node++) {
      const root = this.find(node);
      if (root === node) continue;
      const group = byRoot.get(root);
      if (group) group.push(node);
      else byRoot.set(root, [root, node]);
    }
    return [...byRoot.values()].sort(([a = 0], [b = 0]) => a - b);
  }
}
