import type { RequestName } from '../../../debug-adapter/dap/requests';

interface Known {
  readonly threadId: number;
  readonly frameId: number;
}

/** Something that a client may well send with each request; the compiler sees that none is left out. */
export function plausibleArguments({ threadId, frameId }: Known): Record<RequestName, object> {
  const source = { name: 'labcrash.c', path: '/usr/src/labcrash/labcrash.c' };
  return {
    attach: {},
    breakpointLocations: { source, line: 54 },
    cancel: { requestId: 1 },
    completions: { text: 'p jif', column: 6, frameId },
    configurationDone: {},
    continue: { threadId },
    dataBreakpointInfo: { name: 'jiffies' },
    disassemble: { memoryReference: '0xffffffff81000000', instructionCount: 5 },
    disconnect: {},
    evaluate: { expression: 'p 1', context: 'repl', frameId },
    exceptionInfo: { threadId },
    goto: { threadId, targetId: 1 },
    gotoTargets: { source, line: 54 },
    initialize: { adapterID: 'kernel-crash' },
    launch: { vmcore: '/no/such/vmcore' },
    loadedSources: {},
    locations: { locationReference: 1 },
    modules: { startModule: 0, moduleCount: 10 },
    next: { threadId },
    pause: { threadId },
    readMemory: { memoryReference: '0xffffffff81000000', count: 16 },
    restart: {},
    restartFrame: { frameId },
    reverseContinue: { threadId },
    scopes: { frameId },
    setBreakpoints: { source, breakpoints: [{ line: 54 }, { line: 66 }] },
    setDataBreakpoints: { breakpoints: [{ dataId: 'jiffies' }] },
    setExceptionBreakpoints: { filters: ['oops'] },
    setExpression: { expression: 'jiffies', value: '1', frameId },
    setFunctionBreakpoints: { breakpoints: [{ name: 'panic' }] },
    setInstructionBreakpoints: { breakpoints: [{ instructionReference: '0xffffffff81000000' }] },
    setVariable: { variablesReference: 1, name: 'jiffies', value: '1' },
    source: { source: { sourceReference: 1 }, sourceReference: 1 },
    stackTrace: { threadId, startFrame: 0, levels: 20 },
    stepBack: { threadId },
    stepIn: { threadId },
    stepInTargets: { frameId },
    stepOut: { threadId },
    terminate: {},
    terminateThreads: { threadIds: [threadId] },
    threads: {},
    variables: { variablesReference: 1 },
    writeMemory: { memoryReference: '0xffffffff81000000', data: 'AAAA' },
    'kernelCrash/focusTask': { threadId },
    'kernelCrash/loadSymbols': {},
    'kernelCrash/lookUp': { place: 'schedule+0x4' },
    'kernelCrash/runCommand': { command: 'ps' },
    'kernelCrash/sessionInfo': {},
    'kernelCrash/stackText': { threadId },
    'kernelCrash/terminal': {},
  };
}

/** Those that end a session, or begin it. */
export const BEGIN_OR_END: readonly string[] = ['initialize', 'launch', 'terminate', 'disconnect'];
