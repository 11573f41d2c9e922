/** What the wrapper around every command needs to know about it. */
export interface CommandTraits {
  /** Writes files or reaches a model: refused in restricted mode, whatever the menus show. */
  readonly needsTrust: boolean;
}

const reads: CommandTraits = { needsTrust: false };
const acts: CommandTraits = { needsTrust: true };

/** Every command of the extension. The manifest names the same ones; a test holds the two together. */
export const commandTable = {
  'selfInstruct.newDataset': acts,
  'selfInstruct.chooseModel': acts,
  'selfInstruct.testModel': acts,
  'selfInstruct.addConnection': acts,
  'selfInstruct.setKey': acts,
  'selfInstruct.removeKey': acts,
  'selfInstruct.generateRound': acts,
  'selfInstruct.generateUntilTarget': acts,
  'selfInstruct.growInstances': acts,
  'selfInstruct.fromText': acts,
  'selfInstruct.paraphraseTasks': acts,
  'selfInstruct.evolveTasks': acts,
  'selfInstruct.regenerateOutputs': acts,
  'selfInstruct.judgeTasks': acts,
  'selfInstruct.sortTasks': reads,
  'selfInstruct.compareOutputs': reads,
  'selfInstruct.chooseNewOutput': acts,
  'selfInstruct.keepOldOutput': acts,
  'selfInstruct.nextOutput': reads,
  'selfInstruct.undoOutputChoice': acts,
  'selfInstruct.stopRun': acts,
  'selfInstruct.resumeRun': acts,
  'selfInstruct.submitBatch': acts,
  'selfInstruct.checkBatches': acts,
  'selfInstruct.collectBatch': acts,
  'selfInstruct.cancelBatch': acts,
  'selfInstruct.showBatchErrors': reads,
  'selfInstruct.exportRequests': acts,
  'selfInstruct.importReplies': acts,
  'selfInstruct.showRun': reads,
  'selfInstruct.acceptTask': acts,
  'selfInstruct.rejectTask': acts,
  'selfInstruct.resetTask': acts,
  'selfInstruct.undoDecision': acts,
  'selfInstruct.rescueCandidate': acts,
  'selfInstruct.reviewSeeds': reads,
  'selfInstruct.newSeedTask': acts,
  'selfInstruct.promoteToSeed': acts,
  'selfInstruct.openPanel': reads,
  'selfInstruct.openInPanel': reads,
  'selfInstruct.openTask': reads,
  'selfInstruct.openNearest': reads,
  'selfInstruct.compareWithNearest': reads,
  'selfInstruct.replayThreshold': acts,
  'selfInstruct.chooseThreshold': acts,
  'selfInstruct.findNearDuplicates': reads,
  'selfInstruct.clearNearDuplicates': reads,
  'selfInstruct.keepLongest': acts,
  'selfInstruct.notDuplicate': acts,
  'selfInstruct.openSeeds': reads,
  'selfInstruct.openRecipe': acts,
  'selfInstruct.customisePrompts': acts,
  'selfInstruct.previewRequest': acts,
  'selfInstruct.importTable': acts,
  'selfInstruct.handOutReview': acts,
  'selfInstruct.collectReview': acts,
  'selfInstruct.exportDataset': acts,
  'selfInstruct.refreshDatasets': reads,
  'selfInstruct.showLog': reads,
} as const satisfies Readonly<Record<string, CommandTraits>>;

export type CommandId = keyof typeof commandTable;
