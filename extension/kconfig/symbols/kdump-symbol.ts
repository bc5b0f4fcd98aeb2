/** What kdump, crash and their users need to know about one symbol. */
export interface KdumpSymbol {
  /** As Kconfig declares it. */
  readonly type: 'bool' | 'tristate' | 'string' | 'int' | 'hex';
  /** What it means for taking and reading a dump, and for which role: Markdown, shown as a hover. */
  readonly meaning: string;
}
