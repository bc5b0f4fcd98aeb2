import type { FileKind } from '../../context/context';

/** All that Kconfig's own reader reads, whosever it is. */
export const CONFIG_KINDS: readonly FileKind[] = [
  'linux-config',
  'buildroot-config',
  'u-boot-config',
  'other-config',
];
