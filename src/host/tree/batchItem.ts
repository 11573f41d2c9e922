import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { type BatchJob, isOpen, isReady } from '../../core/batch/batchJob.ts';
import { describeState } from '../../core/batch/describeJob.ts';
import { isolate } from '../../core/isolate.ts';
import type { BatchesNode, BatchNode } from './nodes.ts';

/** The item of a batch, or of the group of them. */
export function batchItem(node: BatchesNode | BatchNode): TreeItem {
  return node.kind === 'batches' ? groupItem(node) : jobItem(node);
}

function groupItem({ id, jobs }: BatchesNode): TreeItem {
  const open = jobs.filter((job) => !job.collected).length;
  const state = open > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(l10n.t('Batches'), state);
  item.id = open > 0 ? `${id}/open` : id;
  item.description = String(jobs.length);
  item.iconPath = new ThemeIcon('layers');
  item.contextValue = 'batches';
  item.accessibilityInformation = { label: `${l10n.t('Batches')}, ${jobs.length}` };
  return item;
}

function jobItem({ id, job }: BatchNode): TreeItem {
  const label = describeState(job);
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.id = id;
  item.description = isolate(job.model);
  item.iconPath = iconOf(job);
  item.contextValue = `batch.${contextOf(job)}`;
  item.tooltip = tooltipOf(job);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

/** What menus depend on. */
function contextOf(job: BatchJob): 'ready' | 'open' | 'failed' | 'done' | 'exported' {
  if (isReady(job)) return 'ready';
  if (isOpen(job)) return 'open';
  if (job.collected && job.collected.failed > 0) return 'failed';
  return job.state === 'exported' && !job.collected ? 'exported' : 'done';
}

function iconOf(job: BatchJob): ThemeIcon {
  switch (contextOf(job)) {
    case 'ready':
      return new ThemeIcon('cloud-download', new ThemeColor('charts.green'));
    case 'open':
      return new ThemeIcon(job.state === 'cancelling' ? 'circle-slash' : 'clock');
    case 'failed':
      return new ThemeIcon('warning', new ThemeColor('charts.yellow'));
    case 'exported':
      return new ThemeIcon('file-symlink-file');
    case 'done':
      return new ThemeIcon(job.collected && job.collected.missing === 0 ? 'pass' : 'circle-slash');
  }
}

function tooltipOf(job: BatchJob): string {
  const { origin, createdAt, expiresAt, checkedAt, batch } = job;
  const time = (text: string) => new Date(text).toLocaleString();
  return [
    describeState(job),
    isolate(job.model),
    ...(job.state === 'exported' ? [] : [origin]),
    ...(batch === undefined ? [] : [batch]),
    l10n.t('Created: {0}', time(createdAt)),
    ...(expiresAt === undefined || job.collected ? [] : [l10n.t('Expires: {0}', time(expiresAt))]),
    ...(checkedAt === undefined ? [] : [l10n.t('Last asked: {0}', time(checkedAt))]),
  ].join('\n');
}
