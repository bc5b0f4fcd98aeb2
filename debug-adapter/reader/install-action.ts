import { packageFamily, installCommand, readOsRelease } from '../programs/packages';
import type { FailureAction } from '../protocol/failure';
import { debugPackageCommand, type KernelNames } from '../vmlinux/debug-package';

/** A button that types the command into a terminal which installs a package here; none where it is not known. */
export function installPackage(name: string): readonly FailureAction[] {
  const family = thisFamily();
  // Arch has no package of crash; elfutils is named alike everywhere.
  const isThere = !(family === 'arch' && name === 'crash');
  return typed(`Install ${name}`, isThere ? installCommand(family, () => [name]) : undefined);
}

/** The same for the debug info of a kernel, where this system is of the family that built it. */
export function installDebugPackage(kernel: KernelNames): readonly FailureAction[] {
  return typed('Install Debug Package', debugPackageCommand(kernel, thisFamily()));
}

function thisFamily() {
  return packageFamily(readOsRelease());
}

function typed(label: string, command: string | undefined): readonly FailureAction[] {
  return command === undefined ? [] : [{ do: 'type-in-terminal', label, command }];
}
