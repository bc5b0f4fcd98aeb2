/** What kdump, crash and their users need to know about one symbol. */
export interface KdumpSymbol {
  /** As Kconfig declares it. */
  readonly type: 'bool' | 'tristate' | 'string' | 'int' | 'hex';
  /** What it means for taking and reading a dump, and for which role: Markdown, shown as a hover. */
  readonly meaning: string;
}

/** By name, with no prefix for Linux and U-Boot (`KEXEC`), with it for Buildroot (`BR2_…`). */
export const KDUMP_SYMBOLS: ReadonlyMap<string, KdumpSymbol> = new Map<string, KdumpSymbol>([
  [
    'CRASH_DUMP',
    {
      type: 'bool',
      meaning:
        'Capture kernel: makes `/proc/vmcore` possible. System kernel: since 6.9 `crashkernel=` is ignored without it.',
    },
  ],
]);
