import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';

/**
 * The symbol that selects RELOCATABLE in this configuration, whatever its own line says:
 * arch/{x86,powerpc,loongarch}/Kconfig of 6.12 and 7.2; loongarch kernels before 6.3 have no
 * RELOCATABLE.
 */
export function relocatableSelector(config: ConfigFile, context: Context): string | undefined {
  switch (context.architecture?.value) {
    case 'x86_64':
    case 'i386':
      return config.isYes('EFI_STUB') ? 'EFI_STUB' : undefined;
    case 'ppc64':
      return config.isYes('CRASH_DUMP') ? 'CRASH_DUMP' : undefined;
    case 'loongarch64':
      return config.isYes('CRASH_DUMP') && kernelSince(context, '6.3') !== false
        ? 'CRASH_DUMP'
        : undefined;
    default:
      return undefined;
  }
}
