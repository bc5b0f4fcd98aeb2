import type * as vscode from 'vscode';
import type { CustomRequests } from '../../debug-adapter/protocol/custom';

/** A question of ours to the adapter of a session. */
export async function ask<Name extends keyof CustomRequests>(
  session: vscode.DebugSession,
  name: Name,
  args: CustomRequests[Name][0],
): Promise<CustomRequests[Name][1]> {
  return (await session.customRequest(name, args)) as CustomRequests[Name][1];
}
