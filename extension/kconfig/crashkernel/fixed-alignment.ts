import type { Architecture } from '../model/architecture';
import { isAtLeast, type Version } from '../model/version';

const MiB = 1n << 20n;

/**
 * What an address after `@` has to be a multiple of, in bytes: else the kernel finds no room there.
 * Of an unknown kernel the least that any asks for. From arch/x86/kernel/setup.c,
 * arch/arm64/mm/init.c, arch/riscv/mm/init.c, later asm/crash_reserve.h (CRASH_ALIGN).
 */
export function fixedAlignment(
  architecture: Architecture,
  kernel: Version | undefined,
): bigint | undefined {
  switch (architecture) {
    case 'x86_64':
      return kernel && isAtLeast(kernel, '6.7') ? 16n * MiB : MiB;
    case 'arm64':
    case 'riscv64':
      return 2n * MiB;
    default:
      return undefined;
  }
}
