/** Names that the manifest and the code must agree on; test/unit/manifest.test.ts compares them. */
export const DEBUG_TYPE = 'kernel-crash';

export const COMMANDS = {
  openVmcore: 'kernelCrash.openVmcore',
  openOverview: 'kernelCrash.openOverview',
  openKernelLog: 'kernelCrash.openKernelLog',
  openKernelConfig: 'kernelCrash.openKernelConfig',
  start: 'kernelCrash.start',
  getCrash: 'kernelCrash.getCrash',
  showLog: 'kernelCrash.showLog',
  copyFrame: 'kernelCrash.copyFrame',
  copyStack: 'kernelCrash.copyStack',
  goToAddress: 'kernelCrash.goToAddress',
  switchToTask: 'kernelCrash.switchToTask',
  runCrashCommand: 'kernelCrash.runCrashCommand',
  loadSymbols: 'kernelCrash.loadSymbols',
  openCrashTerminal: 'kernelCrash.openCrashTerminal',
  clearCaches: 'kernelCrash.clearCaches',
  checkConfig: 'kernelCrash.checkConfig',
  checkWorkspace: 'kernelCrash.checkWorkspace',
  checkVersions: 'kernelCrash.checkVersions',
  fixAll: 'kernelCrash.fixAll',
  switchRole: 'kernelCrash.switchRole',
  explainRule: 'kernelCrash.explainRule',
} as const;

export const CONFIGURATION_SECTION = 'kernelCrash';

export const SETTINGS = {
  crashPath: 'crashPath',
  crashPaths: 'crashPaths',
  vmlinuxPaths: 'vmlinuxPaths',
  debuginfodUrls: 'debuginfodUrls',
  modulePaths: 'modulePaths',
  sourceMap: 'sourceMap',
  readCrashrc: 'readCrashrc',
  indexCache: 'indexCache',
  allowShellEscapes: 'allowShellEscapes',
  crashArchive: 'build.crashArchive',
  gdbArchive: 'build.gdbArchive',
} as const;

/** Settings of the kernel config lint; they name no program and may come from a workspace. */
export const LINT_SETTINGS = {
  enabled: 'lint.enabled',
  codeLens: 'lint.codeLens',
  role: 'lint.role',
  roles: 'lint.roles',
  kernelVersion: 'lint.kernelVersion',
  architecture: 'lint.architecture',
  rules: 'lint.rules',
  tools: 'lint.tools',
  distribution: 'lint.distribution',
  memory: 'lint.memory',
  versionData: 'lint.versionData',
} as const;

/** Settings of what the editor offers by Kconfig trees; they name folders. */
export const KCONFIG_SETTINGS = {
  tree: 'kconfig.tree',
} as const;

/** Language ids of our own: other extensions have theirs for the same files. */
export const LANGUAGES = {
  linuxConfig: 'linux-config',
  buildrootConfig: 'buildroot-config',
  kconfig: 'linux-kconfig',
  kernelLog: 'kernel-log',
} as const;

/** The page on a dump file. */
export const OVERVIEW_EDITOR = 'kernelCrash.overview';

/** Documents with the logs of dumps. */
export const LOG_SCHEME = 'kernel-crash-log';

/** Configurations that were taken out of dumps and kernels. */
export const CONFIG_SCHEME = 'kernel-crash-config';

/** Documents with the answers of crash. */
export const OUTPUT_SCHEME = 'kernel-crash-output';

/** Documentation pages of the rules. */
export const PAGE_SCHEME = 'kernel-crash';

export const CONTEXT_KEYS = {
  workspaceHasDump: 'kernelCrash.workspaceHasDump',
} as const;

/** A one-shot marker in a workspace folder; see debug/start-once.ts. */
export const START_ONCE_FILE = '.kernel-crash-start';
export const START_ONCE_VARIABLE = 'KERNEL_CRASH_START';
