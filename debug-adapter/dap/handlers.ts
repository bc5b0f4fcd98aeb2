import type { SessionContext } from './context';
import { cancel } from './handlers/cancel';
import { completions } from './handlers/completions';
import { configurationDone } from './handlers/configuration-done';
import { disassemble } from './handlers/disassemble';
import { evaluate } from './handlers/evaluate';
import { exceptionInfo } from './handlers/exception-info';
import { initialize } from './handlers/initialize';
import { disconnect, terminate } from './handlers/end';
import { focusTask } from './handlers/focus-task';
import { launch } from './handlers/launch';
import { loadedSources } from './handlers/loaded-sources';
import { locations } from './handlers/locations';
import { loadSymbols } from './handlers/load-symbols';
import { lookUp } from './handlers/look-up';
import { modules } from './handlers/modules';
import { readMemory } from './handlers/read-memory';
import { runCommand } from './handlers/run-command';
import { scopes } from './handlers/scopes';
import { sessionInfo } from './handlers/session-info';
import { setBreakpoints, unverifiedBreakpoints } from './handlers/set-breakpoints';
import { source } from './handlers/source';
import { stackText } from './handlers/stack-text';
import { stackTrace } from './handlers/stack-trace';
import { terminal } from './handlers/terminal';
import { threads } from './handlers/threads';
import { variables } from './handlers/variables';
import { cannotRun, notSupported } from './request-error';
import type { Handlers } from './requests';

function refuse(action: string): () => never {
  return () => {
    throw cannotRun(action);
  };
}

function unsupported(text: string): () => never {
  return () => {
    throw notSupported(text);
  };
}

/** Every request and the one function that answers it. */
export const handlers: Handlers<SessionContext> = {
  attach: unsupported('A dump is opened with a launch request, not with attach.'),
  breakpointLocations: () => ({ breakpoints: [] }),
  cancel,
  completions,
  configurationDone,
  continue: refuse('run on'),
  dataBreakpointInfo: () => ({
    dataId: null,
    description: 'A dump cannot run, so no data breakpoint would ever be reached.',
  }),
  disassemble,
  disconnect,
  evaluate,
  exceptionInfo,
  goto: refuse('jump to another line'),
  gotoTargets: () => ({ targets: [] }),
  initialize,
  launch,
  loadedSources,
  locations,
  modules,
  next: refuse('step'),
  pause: refuse('be paused, it stands still already'),
  readMemory,
  restart: unsupported('Start the session again to open the dump anew.'),
  restartFrame: refuse('run a frame again'),
  reverseContinue: refuse('run backwards'),
  scopes,
  setBreakpoints,
  setDataBreakpoints: (_context, args) => unverifiedBreakpoints(args.breakpoints),
  setExceptionBreakpoints: () => ({}),
  setExpression: refuse('be changed'),
  setFunctionBreakpoints: (_context, args) => unverifiedBreakpoints(args.breakpoints),
  setInstructionBreakpoints: (_context, args) => unverifiedBreakpoints(args.breakpoints),
  setVariable: refuse('be changed'),
  source,
  stackTrace,
  stepBack: refuse('step backwards'),
  stepIn: refuse('step'),
  stepInTargets: () => ({ targets: [] }),
  stepOut: refuse('step'),
  terminate,
  terminateThreads: refuse('end a task'),
  threads,
  variables,
  writeMemory: refuse('be changed'),
  'kernelCrash/focusTask': focusTask,
  'kernelCrash/loadSymbols': loadSymbols,
  'kernelCrash/lookUp': lookUp,
  'kernelCrash/runCommand': runCommand,
  'kernelCrash/sessionInfo': sessionInfo,
  'kernelCrash/stackText': stackText,
  'kernelCrash/terminal': terminal,
};
