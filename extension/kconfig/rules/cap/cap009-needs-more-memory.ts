import { argumentsNamed } from '../../boot/boot-arguments';
import type { BootArgumentsRule } from '../rule';
import { listed } from '../settings-edits';

/** What takes more memory in the capture kernel, by symbol, and how much where that is known. */
const MORE_MEMORY: readonly (readonly [symbol: string, much: string])[] = [
  ['ARM64_64K_PAGES', 'pages of 64 KiB (about 100 MiB more)'],
  ['AMD_MEM_ENCRYPT', 'encrypted memory (64 MiB more where SME or SEV is active)'],
  ['KASAN', 'KASAN (an eighth more in its generic mode)'],
  ['DEBUG_PAGEALLOC', 'DEBUG_PAGEALLOC'],
  ['LOCKDEP', 'LOCKDEP'],
];

export const cap009: BootArgumentsRule = {
  id: 'CAP009',
  title: 'Features that need a larger crashkernel=',
  severity: 'info',
  role: 'capture',
  subject: 'boot-arguments',
  why: 'Sizes for `crashkernel=` are measured with common kernels. Some features make the capture kernel need more; when it runs out of memory there is no dump.',
  evidence:
    '`kdump_get_arch_recommend_crashkernel()` in Fedora’s kdump-lib.sh (kdump-utils, 2026): 100 MiB more for kernels with 64 KiB pages on arm64, 64 MiB for active SME or SEV; also 150 MiB (4 KiB pages) or 200 MiB (64 KiB) where the mlx5 driver is in use, which no configuration tells. KASAN’s generic mode keeps a shadow of one eighth of the memory (Documentation/dev-tools/kasan.rst). For `DEBUG_PAGEALLOC` and `LOCKDEP` there is no figure.',
  advice: 'Reserve more, and try a crash: `echo c > /proc/sysrq-trigger`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=256M"\nCONFIG_ARM64_64K_PAGES=y\n',
        role: 'both',
        architecture: 'arm64',
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="quiet"\nCONFIG_KASAN=y\n', role: 'both' },
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\n# CONFIG_KASAN is not set\n', role: 'both' },
      // The capture kernel is another one.
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\nCONFIG_KASAN=y\n', role: 'system' },
    ],
  },
  *check(boot, { role }, config) {
    // In a capture kernel alone the argument is out of place (CL005).
    if (!config || boot.place !== 'cmdline' || role.value !== 'both') return;
    const crashkernel = argumentsNamed(boot, 'crashkernel').at(-1);
    const features = MORE_MEMORY.filter(([symbol]) => config.isYes(symbol));
    if (!crashkernel || features.length === 0) return;
    yield {
      span: crashkernel.span,
      message: `This kernel has ${listed(features.map(([, much]) => much))}: as a capture kernel it needs a larger crashkernel= than usual.`,
      related: features.flatMap(([symbol]) => {
        const line = config.line(symbol);
        return line
          ? [{ span: line.span, message: `Takes more memory in the capture kernel.` }]
          : [];
      }),
    };
  },
};
