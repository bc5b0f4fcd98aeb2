import type { CrashDiedError } from '../crash/errors';
import { LACKS_WITH_BUTTON, type SessionLack } from '../protocol/custom';
import { failureText } from '../protocol/failure';
import type { OpenedDump } from '../reader/opened-dump';
import type { CrashDoubt } from '../reader/opening/ground';
import { say, type Client } from './client';
import { displayFailure, displayLack, displayLines } from '../protocol/display-text';
import { notOpen } from './request-error';
import { SessionIds } from './session-ids';
import { ValueReferences } from './value-references';

/** What the handlers of one session share. */
export class SessionContext {
  readonly ids = new SessionIds();
  readonly values = new ValueReferences();
  readonly lacks: SessionLack[] = [];
  /** Ends a start that is under way. */
  readonly starting = new AbortController();
  /** What a person can cancel, by the id of its progress. */
  readonly cancellable = new Map<string, AbortController>();
  /** The task that a `set` in the Debug Console chose, until another frame is looked at. */
  consoleTask: { readonly chosen: bigint; readonly lookedAt: bigint | undefined } | undefined;
  /** What speaks against this crash with this kernel; part of the advice that comes when the dump is open. */
  crashDoubt: string | undefined;
  private opened: OpenedDump | undefined;
  private launched: Promise<void> | undefined;
  private closed = false;

  constructor(readonly client: Client) {}

  /** The open dump. Waits for a launch that is under way. */
  async dump(): Promise<OpenedDump> {
    await this.launched?.catch(() => undefined);
    if (!this.opened || this.closed) {
      throw notOpen();
    }
    return this.opened;
  }

  /** Holds the launch; requests that come meanwhile wait for it. */
  launch(open: Promise<OpenedDump>): Promise<void> {
    this.launched = open.then(async (dump) => {
      if (this.closed) {
        await dump.close();
        throw notOpen();
      }
      this.opened = dump;
      dump.engine?.crash.onDeath((error) => this.crashDied(error));
    });
    return this.launched;
  }

  get launchBegun(): boolean {
    return this.launched !== undefined;
  }

  /** The task that the session stopped on; undefined when the kernel had not panicked. */
  panicTask(dump: OpenedDump): bigint | undefined {
    const { current, summary, oops } = dump.facts;
    const panicked = current?.activity !== undefined && current.activity !== 'ACTIVE';
    return panicked || (summary.panic ?? '') !== '' || oops !== undefined
      ? current?.address
      : undefined;
  }

  lack(lack: SessionLack): void {
    this.lacks.push(lack);
    // In VS Code our extension shows those that it has a button for; `important` would show them twice.
    const hasMessage = lack.failure !== undefined || LACKS_WITH_BUTTON.has(lack.id);
    const shownThere = hasMessage && this.client.features()?.clientID === 'vscode';
    // crash goes on over what it complains of: no reason to interrupt a person.
    const isQuiet = shownThere || lack.id === 'crash-note';
    say(this.client, isQuiet ? 'console' : 'important', displayLines(lack.text));
    this.client.customEvent('kernelCrash/lack', displayLack(lack));
  }

  /** A crash that will hardly open the dump is announced before it tries; the reasons can wait for the advice. */
  doubt({ text, before }: CrashDoubt): void {
    this.crashDoubt = text;
    if (before !== undefined) {
      say(this.client, 'console', displayLines(before));
    }
  }

  /** Ends the session; safe at any time and more than once. */
  async close(): Promise<void> {
    this.closed = true;
    this.starting.abort();
    await this.launched?.catch(() => undefined);
    await this.opened?.close();
  }

  closeNow(): void {
    this.closed = true;
    this.starting.abort();
    this.opened?.closeNow();
  }

  private crashDied(error: CrashDiedError): void {
    if (this.closed) {
      return;
    }
    const failure = {
      id: 'crash-died',
      what: 'crash has ended in the middle of the session.',
      why: error.message,
      remedy: 'Start the session again.',
      actions: ['retry', 'show-log'],
      output: error.lastOutput,
    } as const;
    // Not "important": VS Code would show it a second time, beside our message with its buttons.
    say(this.client, 'stderr', failureText(failure));
    this.client.customEvent('kernelCrash/failure', displayFailure(failure));
    void this.close().finally(() => {
      this.client.event('terminated', undefined);
      this.client.ended();
    });
  }
}
