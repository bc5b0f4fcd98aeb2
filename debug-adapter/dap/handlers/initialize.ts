import type { SessionContext } from '../context';
import { MODULE_COLUMNS } from './modules';
import type { Handler } from '../requests';

/** What this adapter can do; what a dump can never do is left out, so that clients hide it. */
export const initialize: Handler<'initialize', SessionContext> = () => ({
  supportsConfigurationDoneRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsExceptionInfoRequest: true,
  supportsCancelRequest: true,
  supportsTerminateRequest: true,
  supportsModulesRequest: true,
  additionalModuleColumns: MODULE_COLUMNS,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '>', '-', ' '],
  supportsReadMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsRestartRequest: false,
  supportsStepBack: false,
});
