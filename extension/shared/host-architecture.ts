import { parseArchitecture } from '../kconfig/context/parse-settings';
import type { Architecture } from '../kconfig/model/architecture';

/** Of this machine; Node has a name of its own for x86-64. */
export function hostArchitecture(): Architecture | undefined {
  return parseArchitecture(process.arch === 'x64' ? 'x86_64' : process.arch);
}
