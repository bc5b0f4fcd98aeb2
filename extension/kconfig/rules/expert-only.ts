import type { ConfigFile } from '../config/config-file';
import type { Problem } from '../model/finding';

/**
 * Some symbols (SYSFS, KALLSYMS) show their prompt only with EXPERT=y and are y without it: Kconfig
 * sets them again. Where EXPERT is surely off, that an off one is missing is no more than a note.
 * @param message what is wrong, in whole sentences
 */
export function expertOnly(
  config: ConfigFile,
  message: string,
): Pick<Problem, 'message' | 'severity'> {
  if (!config.isOff('EXPERT')) return { message };
  return {
    message: `${message} (With EXPERT off Kconfig sets it again.)`,
    severity: 'info',
  };
}
