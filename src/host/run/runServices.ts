import type { Memento, TreeView } from 'vscode';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import type { Keys } from '../models/keys.ts';
import type { Terms } from '../models/terms.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { Runs } from './runs.ts';

/** What starts a run. */
export interface StartServices {
  readonly commands: Commands;
  readonly runs: Runs;
  readonly keys: Keys;
  readonly terms: Terms;
}

/** What commands that begin runs of a dataset work with. */
export interface RunServices extends StartServices {
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
  readonly memory: Memento;
}

/** What commands that begin runs about chosen tasks work with. */
export interface TaskRunServices extends Omit<RunServices, 'memory'> {
  readonly view: TreeView<TreeNode>;
}
