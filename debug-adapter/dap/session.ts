import { DebugSession, Event, Response } from '@vscode/debugadapter';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { CancelledError } from '../crash/errors';
import { FAILURE_IDS } from '../protocol/failure';
import { FailureError } from '../reader/failure-error';
import { NotAvailableError } from '../reader/not-available';
import type { Client } from './client';
import { SessionContext } from './context';
import { displayFailure, displayLines } from '../protocol/display-text';
import { handlers } from './handlers';
import { cancelled, notSupported, RequestError } from './request-error';
import type { RequestName } from './requests';
import { announceStop } from './announce-stop';
import { StartProgressReporter } from './start-progress-reporter';

/** Requests whose error a client shows where the answer would stand: no message beside it. */
const SHOWN_IN_PLACE = new Set([
  'completions',
  'disassemble',
  'evaluate',
  'readMemory',
  'scopes',
  'variables',
]);

/**
 * One DAP session. Every request goes through one awaited funnel, which turns a result, a failure, a
 * cancellation and an unknown command into exactly one response.
 */
export class CrashDebugSession extends DebugSession {
  private readonly inFlight = new Map<number, AbortController>();
  private readonly context: SessionContext;
  private features: P.InitializeRequestArguments | undefined;

  /** `onEnd` is told once the last message of the session has been sent. */
  constructor(private readonly onEnd: () => void) {
    super();
    const client: Client = {
      event: (name, body) => this.sendEvent(new Event(name, body)),
      customEvent: (name, body) => this.sendEvent(new Event(name, body)),
      ended: () => this.onEnd(),
      features: () => this.features,
    };
    this.context = new SessionContext(client);
  }

  /** The client is gone: leave nothing behind. */
  async abandon(): Promise<void> {
    await this.context.close();
  }

  /** The process is told to die. */
  abandonNow(): void {
    this.context.closeNow();
  }

  protected override dispatchRequest(request: P.Request): void {
    void this.answer(request);
  }

  private async answer(request: P.Request): Promise<void> {
    const response: P.Response = new Response(request);
    const isSecondLaunch = request.command === 'launch' && this.context.launchBegun;
    try {
      const body = await this.run(request);
      if (body !== undefined) {
        response.body = body;
      }
    } catch (error) {
      this.describeError(response, error);
    }
    this.sendResponse(response);
    if (!isSecondLaunch) {
      this.afterResponse(request, response.success);
    }
  }

  private async run(request: P.Request): Promise<unknown> {
    const { command } = request;
    if (!Object.hasOwn(handlers, command)) {
      throw new RequestError(2000, `The request "${command}" is not known here.`, false);
    }
    if (command === 'cancel') {
      this.cancel(request.arguments as P.CancelArguments | undefined);
    } else if (command === 'initialize') {
      this.features = request.arguments as P.InitializeRequestArguments | undefined;
    }
    const controller = new AbortController();
    this.inFlight.set(request.seq, controller);
    try {
      // The table pairs names with argument types; a client can send anything, so handlers check.
      const handler = handlers[command as RequestName] as (
        context: SessionContext,
        args: unknown,
        signal: AbortSignal,
      ) => unknown;
      return await Promise.race([
        handler(this.context, request.arguments ?? {}, controller.signal),
        rejectWhenAborted(controller.signal),
      ]);
    } finally {
      this.inFlight.delete(request.seq);
    }
  }

  private cancel(args: P.CancelArguments | undefined): void {
    if (args?.requestId !== undefined) {
      this.inFlight.get(args.requestId)?.abort();
    }
    if (args?.progressId === StartProgressReporter.id) {
      this.context.starting.abort();
    } else if (args?.progressId !== undefined) {
      this.context.cancellable.get(args.progressId)?.abort();
    }
  }

  private describeError(response: P.Response, error: unknown): void {
    response.success = false;
    if (error instanceof CancelledError) {
      response.message = 'cancelled';
      return;
    }
    const text = displayLines(error instanceof Error ? error.message : String(error));
    if (error instanceof FailureError) {
      this.context.client.customEvent('kernelCrash/failure', displayFailure(error.failure));
      // In VS Code our extension shows the failure, with buttons.
      const showUser = this.features?.clientID !== 'vscode';
      setError(response, FAILURE_IDS[error.failure.id], text, showUser);
    } else if (error instanceof RequestError) {
      setError(response, error.id, text, error.showUser);
    } else if (error instanceof NotAvailableError) {
      const { id, showUser } = notSupported(text);
      setError(response, id, text, showUser);
    } else {
      setError(response, FAILURE_IDS.internal, text, !SHOWN_IN_PLACE.has(response.command));
    }
  }

  /** What has to follow a response, and must not come before it. */
  private afterResponse(request: P.Request, success: boolean): void {
    const { client } = this.context;
    switch (request.command) {
      case 'launch':
        client.event(success ? 'initialized' : 'terminated', undefined);
        break;
      case 'configurationDone':
        void announceStop(this.context);
        break;
      case 'terminate':
        client.event('terminated', undefined);
        break;
      case 'disconnect':
        this.onEnd();
        break;
    }
  }
}

function setError(response: P.Response, id: number, text: string, showUser: boolean): void {
  response.message = text;
  // A format with braces would be taken for variables.
  const body: P.ErrorResponse['body'] = {
    error: { id, format: '{text}', variables: { text }, showUser },
  };
  response.body = body;
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
}
