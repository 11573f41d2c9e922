import { l10n } from 'vscode';
import { isRecord } from '../../core/isRecord.ts';
import { placesOfCandidate, placesOfTask } from '../../core/ledger/replyPlaces.ts';
import type { RequestBody } from '../../core/llm/modelClient.ts';
import type { FilteredCandidate } from '../../core/model/candidate.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { findReplies } from '../../core/store/findReplies.ts';
import { lastPruned } from '../../core/store/pruneReplies.ts';
import type { StoredReply } from '../../core/store/replyStore.ts';
import type { OpenDataset } from '../openDataset.ts';

/** The stored replies behind a task or a dropped candidate, as a text; `undefined` where there is no such record. */
export async function replyText({ snapshot, paths }: OpenDataset, id: string): Promise<string | undefined> {
  const task = snapshot.byId.get(id)?.task;
  const candidate = snapshot.filtered.find((dropped) => dropped.id === id);
  if (!task && !candidate) return undefined;
  const places = candidate ? placesOfCandidate(candidate) : task ? placesOfTask(task) : [];
  const replies = await findReplies(nodeDisk, paths, places);
  if (replies.length === 0) return `${await whyNone(places.length === 0, paths.pruned)}\n`;
  // What went wrong was the last thing that happened.
  const shown = candidate ? replies.toReversed() : replies;
  return shown.map((stored, at) => replyPart(stored, at === 0 ? candidate : undefined)).join('\n\n');
}

async function whyNone(isUnknown: boolean, file: string): Promise<string> {
  if (isUnknown) return l10n.t('No reply is known of this task: it does not say which run it came from.');
  const pruned = await lastPruned(nodeDisk, file);
  return pruned === undefined
    ? l10n.t(
        'The reply is not stored here. Replies are kept on the machine that asked, in .self-instruct/replies of the dataset, and are not shared with the repository.',
      )
    : l10n.t(
        'The reply is not stored here any more: replies were pruned from this dataset, the last time on {0}.',
        pruned,
      );
}

function replyPart(stored: StoredReply, candidate: FilteredCandidate | undefined): string {
  const { run, slot, attempt, at, reply, body } = stored;
  const { finish, servedModel, usage } = reply;
  const unread = candidate?.filter === 'unparsable' ? candidate.detail : undefined;
  const lines = [
    attempt > 0 ? l10n.t('Reply to request {0}, asked once more', slot) : l10n.t('Reply to request {0}', slot),
    ...(unread === undefined ? [] : [l10n.t('Could not be read: {0}', unread)]),
    l10n.t('Model: {0}', servedModel),
    l10n.t('Received: {0}', at),
    l10n.t('Run: {0}', run),
    l10n.t('Tokens: {0} in, {1} out', usage.inputTokens, usage.outputTokens),
    ...(finish === 'length' ? [l10n.t('It was cut off at the token limit.')] : []),
    '',
    heading(l10n.t('Reply')),
    reply.text === '' ? l10n.t('(empty)') : reply.text,
    '',
    heading(l10n.t('What was asked')),
    body
      ? askedText(body)
      : l10n.t(
          'What was asked is kept only with replies to single requests: this one came in a batch or from a file, or an earlier version asked.',
        ),
  ];
  return `${lines.join('\n')}\n`;
}

function heading(title: string): string {
  return `──── ${title} ────`;
}

/** The messages as they read, then all else that was sent. */
function askedText({ messages, ...rest }: RequestBody): string {
  const said = (Array.isArray(messages) ? messages : []).map((message: unknown) => {
    const { role, content } = isRecord(message) ? message : {};
    return `[${String(role)}]\n${typeof content === 'string' ? content : JSON.stringify(content, undefined, 2)}`;
  });
  return [...said, heading(l10n.t('Parameters')), JSON.stringify(rest, undefined, 2)].join('\n\n');
}
