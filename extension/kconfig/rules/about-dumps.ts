import type { ConfigFile } from '../config/config-file';

const SYMBOLS = ['KEXEC', 'KEXEC_FILE', 'CRASH_DUMP', 'PROC_VMCORE', 'PROC_KCORE'];

/** Whether a configuration speaks of kdump at all: a fragment about a network card does not. */
export function isAboutDumps(config: ConfigFile): boolean {
  return SYMBOLS.some((symbol) => config.line(symbol));
}
