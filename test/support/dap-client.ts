import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import * as path from 'node:path';
import { parseMemoryReference } from '../../debug-adapter/reader/memory/memory-reference';
import type { CustomEvents, CustomRequests } from '../../debug-adapter/protocol/custom';

/** The built adapter, as a client starts it. */
export const ADAPTER = path.resolve(__dirname, '../../dist/debug-adapter.js');
/** crash takes 11 s for a Debian kernel, and ten times that on a busy machine; suites have limits of their own. */
const OPEN_MS = 600_000;

/** The address that a frame stands at: the interrupted instruction, or what its call returns to. */
export function pcOf({ instructionPointerReference }: P.StackFrame): bigint | undefined {
  return parseMemoryReference(instructionPointerReference)?.address;
}

/** A DAP client that drives the built adapter over stdio, and remembers what it said. */
export class DapClient extends DebugClient {
  /** Text of the output events, in order. */
  readonly outputs: P.OutputEvent['body'][] = [];
  readonly failures: CustomEvents['kernelCrash/failure'][] = [];
  readonly progress: string[] = [];

  constructor(command = process.execPath, args: readonly string[] = [ADAPTER]) {
    super(command, args[0] ?? '', 'kernel-crash', { stdio: 'pipe' });
    this.on('output', (event: P.OutputEvent) => this.outputs.push(event.body));
    this.on('kernelCrash/failure', (event: { body: CustomEvents['kernelCrash/failure'] }) =>
      this.failures.push(event.body),
    );
    this.on('progressStart', (event: P.ProgressStartEvent) =>
      this.progress.push(event.body.message ?? ''),
    );
    this.on('progressUpdate', (event: P.ProgressUpdateEvent) =>
      this.progress.push(event.body.message ?? ''),
    );
  }

  static async start(): Promise<DapClient> {
    const client = new DapClient();
    await client.start();
    await client.initializeRequest({
      adapterID: 'kernel-crash',
      clientID: 'test',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsProgressReporting: true,
    });
    return client;
  }

  /** Opens a dump up to the stopped event. */
  async open(launch: Record<string, unknown>): Promise<P.StoppedEvent['body']> {
    const initialized = this.waitForEvent('initialized', OPEN_MS);
    const stopped = this.waitForEvent('stopped', OPEN_MS);
    // Reported by the launch request when it fails; they must not count as unhandled.
    initialized.catch(() => undefined);
    stopped.catch(() => undefined);
    await this.launchRequest(launch);
    await initialized;
    await this.configurationDoneRequest();
    return ((await stopped) as P.StoppedEvent).body;
  }

  async threads(): Promise<P.Thread[]> {
    return (await this.threadsRequest()).body.threads;
  }

  async stack(threadId: number): Promise<P.StackFrame[]> {
    return (await this.stackTraceRequest({ threadId })).body.stackFrames;
  }

  async ask<Name extends keyof CustomRequests>(
    name: Name,
    args: CustomRequests[Name][0],
  ): Promise<CustomRequests[Name][1]> {
    return (await this.customRequest(name, args)).body as CustomRequests[Name][1];
  }

  /** Runs a crash command as the Debug Console does, and gives what it printed. */
  async console(expression: string, frameId?: number): Promise<string> {
    const before = this.outputs.length;
    await this.evaluateRequest({
      expression,
      context: 'repl',
      ...(frameId === undefined ? {} : { frameId }),
    });
    return this.outputs
      .slice(before)
      .filter(({ category }) => category === 'stdout')
      .map(({ output }) => output)
      .join('');
  }

  /** The failure message of a request that must fail. */
  async refusal(request: Promise<unknown>): Promise<string> {
    try {
      await request;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error('The request succeeded, and should not have.');
  }
}
