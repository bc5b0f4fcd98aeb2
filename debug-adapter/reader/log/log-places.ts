import type { LogAddress } from '../../kernel-log/log-address';
import type { DebugFiles } from '../../vmlinux/debug-files';
import { findLoggedPlace, type KernelDebugInfo } from '../../vmlinux/logged-place';
import type { SymbolizedFunction } from '../../vmlinux/symbolizer';

/** What is known of a place in code. */
export interface KnownPlace {
  /** Innermost first. */
  readonly functions: readonly SymbolizedFunction[];
  /** Where it was in memory. */
  readonly pc?: bigint;
  /** Why no line is known, for a person. */
  readonly missing?: string;
}

/** Functions and lines of the places that a kernel log and registers name. */
export class LogPlaces {
  /**
   * @param kernel the kernel's files, or why there are none
   * @param offset how far KASLR moved the kernel; undefined when that is not known
   */
  constructor(
    private readonly kernel: KernelDebugInfo | { readonly why: string },
    private readonly files: DebugFiles,
    private readonly offset: bigint | undefined,
  ) {}

  /** Never rejects. */
  async of(place: LogAddress): Promise<KnownPlace> {
    if ('why' in this.kernel) {
      return { functions: [], missing: this.kernel.why };
    }
    const answer = await findLoggedPlace(place, this.kernel, this.files);
    if (!answer.ok) {
      return { functions: [], missing: `${answer.why} ${answer.remedy}`.trim() };
    }
    const { functions, address } = answer;
    const loaded = address !== undefined && this.offset !== undefined;
    return { functions, ...(loaded ? { pc: address + this.offset } : {}) };
  }

  /** At an address in memory; of the kernel itself, modules are not found so. Never rejects. */
  async at(pc: bigint): Promise<KnownPlace> {
    if ('why' in this.kernel) {
      return { functions: [], missing: this.kernel.why };
    }
    if (this.offset === undefined) {
      return { functions: [], missing: 'Where the kernel was loaded is not known.' };
    }
    try {
      const functions = await this.files.lookup(this.kernel.vmlinux, pc - this.offset);
      return functions.length > 0
        ? { functions }
        : { functions, missing: 'This address lies in no function of vmlinux.' };
    } catch (error) {
      return { functions: [], missing: error instanceof Error ? error.message : String(error) };
    }
  }

  get isProvided(): boolean {
    return !('why' in this.kernel);
  }

  close(): void {
    this.files.close();
  }
}
