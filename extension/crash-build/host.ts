import * as os from 'node:os';
import {
  packageFamily,
  readOsRelease,
  type PackageFamily,
} from '../../debug-adapter/programs/packages';

/** The machine that builds crash and will run it. */
export interface BuildHost {
  /** As `uname -m` names it. */
  readonly machine: string;
  readonly family: PackageFamily;
}

export function thisHost(): BuildHost {
  return { machine: os.machine(), family: packageFamily(readOsRelease()) };
}
