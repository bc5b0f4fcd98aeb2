import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';

const NEVER_REACHED = 'A dump cannot run, so a breakpoint is never reached.';

/** Accepted, so that nobody's breakpoints are lost, and shown as never to be reached. */
export function unverifiedBreakpoints(
  asked: readonly unknown[] | undefined,
): P.SetBreakpointsResponse['body'] {
  return {
    breakpoints: (asked ?? []).map(() => ({ verified: false, message: NEVER_REACHED })),
  };
}

export const setBreakpoints: Handler<'setBreakpoints', SessionContext> = (_context, args) =>
  unverifiedBreakpoints(args.breakpoints ?? args.lines);
