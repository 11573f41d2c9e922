import type { BatchJob, JobState } from './batchJob.ts';

/** States as they are shown. */
export const jobStateLabels: Readonly<Record<JobState, string>> = {
  prepared: 'being sent',
  exported: 'exported',
  lost: 'given up',
  validating: 'being checked',
  in_progress: 'in progress',
  finalizing: 'nearly done',
  completed: 'done',
  failed: 'refused',
  expired: 'expired',
  cancelling: 'being cancelled',
  cancelled: 'cancelled',
};

/** How a job stands: `in progress, 40 of 128 answered`. */
export function describeState({ state, requests, counts, collected, problem }: BatchJob): string {
  if (collected) {
    const { replies, duplicates, failed, missing, unknown } = collected;
    return [
      `${jobStateLabels[state]}, ${replies + duplicates} of ${requests} replies collected`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(missing > 0 ? [`${missing} not answered`] : []),
      ...(unknown > 0 ? [`${unknown} lines about other requests passed over`] : []),
      ...(problem === undefined ? [] : [problem]),
    ].join(', ');
  }
  const answered = counts && counts.total > 0 ? `, ${counts.completed} of ${counts.total} answered` : '';
  const failed = counts && counts.failed > 0 ? `, ${counts.failed} failed` : '';
  return `${jobStateLabels[state]}${answered || `, ${requests} requests`}${failed}${problem === undefined ? '' : `: ${problem}`}`;
}
