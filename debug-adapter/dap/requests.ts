import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { CustomRequests } from '../protocol/custom';

type Nothing = Record<string, never>;

/** Every request of the protocol that a client may send: name → [arguments, body of the response]. */
export interface StandardRequests {
  attach: [P.AttachRequestArguments, Nothing];
  breakpointLocations: [P.BreakpointLocationsArguments, P.BreakpointLocationsResponse['body']];
  cancel: [P.CancelArguments, Nothing];
  completions: [P.CompletionsArguments, P.CompletionsResponse['body']];
  configurationDone: [P.ConfigurationDoneArguments, Nothing];
  continue: [P.ContinueArguments, Nothing];
  dataBreakpointInfo: [P.DataBreakpointInfoArguments, P.DataBreakpointInfoResponse['body']];
  disassemble: [P.DisassembleArguments, NonNullable<P.DisassembleResponse['body']>];
  disconnect: [P.DisconnectArguments, Nothing];
  evaluate: [P.EvaluateArguments, P.EvaluateResponse['body']];
  exceptionInfo: [P.ExceptionInfoArguments, P.ExceptionInfoResponse['body']];
  goto: [P.GotoArguments, Nothing];
  gotoTargets: [P.GotoTargetsArguments, P.GotoTargetsResponse['body']];
  initialize: [P.InitializeRequestArguments, P.Capabilities];
  launch: [unknown, Nothing];
  loadedSources: [P.LoadedSourcesArguments, P.LoadedSourcesResponse['body']];
  locations: [P.LocationsArguments, NonNullable<P.LocationsResponse['body']>];
  modules: [P.ModulesArguments, P.ModulesResponse['body']];
  next: [P.NextArguments, Nothing];
  pause: [P.PauseArguments, Nothing];
  readMemory: [P.ReadMemoryArguments, NonNullable<P.ReadMemoryResponse['body']>];
  restart: [P.RestartArguments, Nothing];
  restartFrame: [P.RestartFrameArguments, Nothing];
  reverseContinue: [P.ReverseContinueArguments, Nothing];
  scopes: [P.ScopesArguments, P.ScopesResponse['body']];
  setBreakpoints: [P.SetBreakpointsArguments, P.SetBreakpointsResponse['body']];
  setDataBreakpoints: [P.SetDataBreakpointsArguments, P.SetBreakpointsResponse['body']];
  setExceptionBreakpoints: [P.SetExceptionBreakpointsArguments, Nothing];
  setExpression: [P.SetExpressionArguments, Nothing];
  setFunctionBreakpoints: [P.SetFunctionBreakpointsArguments, P.SetBreakpointsResponse['body']];
  setInstructionBreakpoints: [
    P.SetInstructionBreakpointsArguments,
    P.SetBreakpointsResponse['body'],
  ];
  setVariable: [P.SetVariableArguments, Nothing];
  source: [P.SourceArguments, P.SourceResponse['body']];
  stackTrace: [P.StackTraceArguments, P.StackTraceResponse['body']];
  stepBack: [P.StepBackArguments, Nothing];
  stepIn: [P.StepInArguments, Nothing];
  stepInTargets: [P.StepInTargetsArguments, P.StepInTargetsResponse['body']];
  stepOut: [P.StepOutArguments, Nothing];
  terminate: [P.TerminateArguments, Nothing];
  terminateThreads: [P.TerminateThreadsArguments, Nothing];
  threads: [Nothing, P.ThreadsResponse['body']];
  variables: [P.VariablesArguments, P.VariablesResponse['body']];
  writeMemory: [P.WriteMemoryArguments, Nothing];
}

export type Requests = StandardRequests & CustomRequests;
export type RequestName = keyof Requests;

/** One request, one function: arguments → body. The signal fires when the client cancels it. */
export type Handler<Name extends RequestName, Context> = (
  context: Context,
  args: Requests[Name][0],
  signal: AbortSignal,
) => Promise<Requests[Name][1]> | Requests[Name][1];

/** The compiler demands a handler for every request. */
export type Handlers<Context> = { readonly [Name in RequestName]: Handler<Name, Context> };
