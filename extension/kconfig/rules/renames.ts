/** A symbol that a kernel no longer has under its old name. */
export interface Rename {
  readonly old: string;
  /** The first kernel without the old name. */
  readonly since: string;
  /** What a person sets instead; undefined: nothing, it follows from other symbols. */
  readonly now: string | undefined;
  /** What is worth knowing besides the new name: a clause in plain text. */
  readonly note?: string;
  /**
   * The old name had no prompt, or lives on without one, so that Kconfig itself writes it into
   * complete configurations: only a fragment can be wrong.
   */
  readonly isDerived?: true;
  /** Kconfig still takes the old name's value for the new one (`transitional`). */
  readonly isCarriedOver?: true;
}

/**
 * Renames among the symbols that matter here, oldest first. The kernels between which each one
 * happened were narrowed down by trees (5.10, 6.1, 6.12, 7.2) and by complete configurations of
 * distributions and defconfigs that name their version.
 */
export const RENAMES: readonly Rename[] = [
  {
    old: 'KEXEC_VERIFY_SIG',
    since: '5.4',
    now: 'KEXEC_SIG',
    note: 'which checks a signature where there is one; KEXEC_SIG_FORCE demands it',
  },
  { old: 'GCC_PLUGIN_RANDSTRUCT', since: '5.19', now: 'RANDSTRUCT_FULL', isDerived: true },
  {
    old: 'DEBUG_INFO_COMPRESSED',
    since: '6.2',
    now: 'DEBUG_INFO_COMPRESSED_ZLIB',
  },
  { old: 'CRASH_CORE', since: '6.9', now: undefined, isDerived: true },
  {
    old: 'HIGHMEM64G',
    since: '6.15',
    now: 'HIGHMEM4G',
    note: 'with which the kernel uses no memory above 4 GB',
  },
  { old: 'CFI_CLANG', since: '6.18', now: 'CFI', isCarriedOver: true },
];
