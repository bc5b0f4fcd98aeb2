import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** What this adapter can do; what a dump can never do is left out, so that clients hide it. */
export const initialize: Handler<'initialize', SessionContext> = () => ({
  supportsConfigurationDoneRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsExceptionInfoRequest: true,
  supportsCancelRequest: true,
  supportsTerminateRequest: true,
  supportsModulesRequest: true,
  supportsReadMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsRestartRequest: false,
  supportsStepBack: false,
});
