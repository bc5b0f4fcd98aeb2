import type { FileKind } from '../context/context';

/** Configurations whose tree the lint can read. */
export const TREE_KINDS: readonly FileKind[] = [
  'linux-config',
  'u-boot-config',
  'buildroot-config',
];
