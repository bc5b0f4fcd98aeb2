import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { CustomEvents } from '../protocol/custom';

/** What handlers may say to the client besides their responses. */
export interface Client {
  /** What the client told of itself with `initialize`. */
  features(): P.InitializeRequestArguments | undefined;
  event<Name extends keyof StandardEvents>(name: Name, body: StandardEvents[Name]): void;
  customEvent<Name extends keyof CustomEvents>(name: Name, body: CustomEvents[Name]): void;
  /** The session is over: nothing comes after this. */
  ended(): void;
}

export interface StandardEvents {
  initialized: undefined;
  stopped: P.StoppedEvent['body'];
  output: P.OutputEvent['body'];
  terminated: P.TerminatedEvent['body'];
  process: P.ProcessEvent['body'];
  progressStart: P.ProgressStartEvent['body'];
  progressUpdate: P.ProgressUpdateEvent['body'];
  module: P.ModuleEvent['body'];
  invalidated: P.InvalidatedEvent['body'];
  progressEnd: P.ProgressEndEvent['body'];
}

/** Writes a line to the Debug Console. VS Code colours `console` as a warning, `stdout` not at all. */
export function say(
  client: Client,
  category: 'stdout' | 'console' | 'stderr' | 'important',
  text: string,
): void {
  client.event('output', { category, output: `${text}\n` });
}
