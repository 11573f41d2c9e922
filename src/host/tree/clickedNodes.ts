/**
 * The nodes of a kind that a command was called on in the tree: all that are selected where the one that was clicked is
 * among them, and else that one alone, whatever else the editor hands over as the selection.
 */
export function clickedNodes<Node extends { readonly id: string }>(
  clicked: Node,
  selection: unknown,
  isOfKind: (node: unknown) => node is Node,
): readonly Node[] {
  const selected = Array.isArray(selection) ? selection.filter(isOfKind) : [];
  return selected.some(({ id }) => id === clicked.id) ? selected : [clicked];
}
