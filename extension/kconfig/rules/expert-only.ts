import type { ConfigFile } from '../config/config-file';
import type { Context } from '../context/context';
import type { Problem } from '../model/finding';
import { isAboutDumps } from './about-dumps';

/**
 * Some symbols (SYSFS, KALLSYMS) show their prompt only with EXPERT=y and are y without it: Kconfig
 * sets them again. Where EXPERT is surely off, that an off one is missing is no more than a note; so
 * it is in a fragment that is not known to be about dumps, such as the defconfig of a small board.
 * @param message what is wrong, in whole sentences
 */
export function expertOnly(
  config: ConfigFile,
  { role }: Context,
  message: string,
): Pick<Problem, 'message' | 'severity'> {
  if (config.isOff('EXPERT')) {
    return {
      message: `${message} (With EXPERT off Kconfig sets it again.)`,
      severity: 'info',
    };
  }
  const matters = config.completeness === 'full' || role.declared || isAboutDumps(config);
  return matters ? { message } : { message, severity: 'info' };
}
