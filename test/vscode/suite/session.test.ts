import type { DebugProtocol as P } from '@vscode/debugprotocol';
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { SessionInfo } from '../../../debug-adapter/protocol/custom';
import { resource } from '../../support/environment.mjs';
import { focusedFrame, folder, startSession, stopSession } from './debugging';

// One session for all.
describe('a session on the sample', () => {
  let session: vscode.DebugSession;

  before(async () => {
    session = await startSession('Sample: oops in labcrash');
  });

  it('VS Code looks at the frame that crashed', async () => {
    const { threadId, frameId } = await focusedFrame();
    const { stackFrames } = await ask<P.StackTraceResponse['body']>('stackTrace', { threadId });
    const frame = stackFrames.find(({ id }) => id === frameId);
    assert.ok(frame);
    assert.match(frame.name, /^lab_account/);
    assert.equal(frame.line, 54);
    // A URI where VS Code's window is on another machine than its extension host, else a path.
    const source = path.join(folder().uri.fsPath, 'labcrash.c');
    assert.equal(frame.source?.path?.endsWith(source), true, frame.source?.path);
  });

  it('tells what it stands on', async () => {
    const info = await ask<SessionInfo>('kernelCrash/sessionInfo', {});
    assert.equal(info.release, '6.1.176-tiny');
    assert.equal(info.crashPath, resource('crashNewest'));
    assert.match(info.panic ?? '', /NULL pointer dereference/);
  });

  it('has every task as a thread, each with a stack that can be asked for', async () => {
    const { threads } = await ask<P.ThreadsResponse['body']>('threads', {});
    assert.equal(threads.length, 56);
    assert.equal(threads[0]?.name, 'init · 1 · panic');
    for (const { id, name } of threads) {
      const { stackFrames } = await ask<P.StackTraceResponse['body']>('stackTrace', {
        threadId: id,
      });
      assert.notEqual(stackFrames.length, 0, name);
    }
  });

  it('ends when it is stopped', () => stopSession(session));

  async function ask<T>(request: string, args: object): Promise<T> {
    return (await session.customRequest(request, args)) as T;
  }
});
