/** Names that the manifest and the code must agree on; test/unit/manifest.test.ts compares them. */
export const DEBUG_TYPE = 'kernel-crash';

export const COMMANDS = {
  openVmcore: 'kernelCrash.openVmcore',
  start: 'kernelCrash.start',
  showLog: 'kernelCrash.showLog',
} as const;

export const CONFIGURATION_SECTION = 'kernelCrash';

export const SETTINGS = {
  crashPath: 'crashPath',
  modulePaths: 'modulePaths',
  sourceMap: 'sourceMap',
  readCrashrc: 'readCrashrc',
} as const;

export const CONTEXT_KEYS = {
  workspaceHasDump: 'kernelCrash.workspaceHasDump',
} as const;

/** A one-shot marker in a workspace folder; see debug/start-once.ts. */
export const START_ONCE_FILE = '.kernel-crash-start';
export const START_ONCE_VARIABLE = 'KERNEL_CRASH_START';
