import { ConfigurationTarget, workspace } from 'vscode';
import { readConnections, type UserConnection } from './readConnections.ts';

/**
 * The connections of the user's own settings. Only the user's value is read: whatever a workspace file says under this
 * name, it cannot add an endpoint or change where one leads.
 */
export function userConnections(): readonly UserConnection[] {
  return readConnections(workspace.getConfiguration('selfInstruct').inspect('connections')?.globalValue);
}

/** Adds a connection to the user's settings. Entries that are there stay as they are. */
export async function saveConnection(connection: UserConnection): Promise<void> {
  const configuration = workspace.getConfiguration('selfInstruct');
  const before = configuration.inspect<readonly unknown[]>('connections')?.globalValue ?? [];
  await configuration.update('connections', [...before, connection], ConfigurationTarget.Global);
}
