import { parseArchitecture } from '../../extension/kconfig/context/parse-settings';
import { parseVersion, type Version } from '../../extension/kconfig/model/version';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import { dumpVersion } from '../sources/kernel-version';
import type { KernelToOpen } from './choose-crash';

/** The kernel of a dump, in the words of the table of versions. */
export function kernelToOpen(
  identity: Pick<DumpIdentity, 'release' | 'version' | 'machine'>,
): KernelToOpen {
  const { machine } = identity;
  return {
    version: versionOf(identity),
    architecture: machine === undefined ? undefined : parseArchitecture(machine),
  };
}

/** The kernel's own version: Debian hides it behind a release such as `6.1.0-50-amd64`. */
function versionOf({
  release,
  version,
}: Pick<DumpIdentity, 'release' | 'version'>): Version | undefined {
  if (release === undefined) return undefined;
  const known = dumpVersion(release, version);
  return known
    ? { parts: known.base.split('.').map(Number), text: release }
    : parseVersion(release);
}
