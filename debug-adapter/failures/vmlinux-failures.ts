import type { FailureAction } from '../protocol/failure';
import { ofRelease, thisCrash } from './evidence';
import type { FailureKind } from './failure-kind';

const PICK: readonly FailureAction[] = ['pick-vmlinux', 'show-log'];

/** Before `noDebugInfo`: crash says that of it too. */
export const reduced: FailureKind = {
  id: 'vmlinux-reduced',
  recognize: ({ kernel }, said) =>
    kernel.isReduced ||
    /CONFIG_DEBUG_INFO_REDUCED=y|neither runqueue nor rq structures exist/.test(said),
  title: () => 'The debug info of this kernel was reduced when it was built.',
  cause: ({ vmlinux }) =>
    `${vmlinux} was built with CONFIG_DEBUG_INFO_REDUCED=y: its debug info has no structures, without which crash knows nothing of the kernel.`,
  remedy: () =>
    'Build the kernel again from the same source and configuration but with CONFIG_DEBUG_INFO_REDUCED=n, and give its vmlinux.',
  actions: () => PICK,
  attempts: () => [],
};

export const noDebugInfo: FailureKind = {
  id: 'vmlinux-no-debug-info',
  recognize: (_evidence, said) =>
    /no debugging data available|no \.gnu_debuglink section/.test(said),
  title: () => 'The vmlinux has no debug info that crash can read.',
  cause: (evidence) =>
    `${thisCrash(evidence)} says of ${evidence.vmlinux}: no debugging data available. It is stripped, is a vmlinuz, was built without debug info or with CONFIG_DEBUG_INFO_REDUCED=y, or its debug info is compressed in a way that crash before 9 cannot read (zstd).`,
  remedy: () =>
    'Give the vmlinux of the debug package of this kernel. Compressed debug info is unpacked by: objcopy --decompress-debug-sections vmlinux vmlinux.plain',
  actions: () => PICK,
  attempts: () => [],
};

export const mismatch: FailureKind = {
  id: 'vmlinux-mismatch',
  recognize: ({ kernel }, said) =>
    kernel.build === 'other' ||
    /\bdo not match!|kernel version inconsistency|cannot read linux_banner|page excluded: .*type: "max_pfn"/.test(
      said,
    ),
  title: ({ kernel }) =>
    kernel.build === 'same'
      ? 'crash does not find the kernel in the dump.'
      : 'The vmlinux does not belong to this dump.',
  cause: (evidence) =>
    evidence.kernel.build === 'same'
      ? `${evidence.vmlinux} has the build ID of the dump, but ${thisCrash(evidence)} looks for the kernel in the wrong place: it is too old for this kernel, or KASLR was not seen.`
      : `${thisCrash(evidence)} could not make ${evidence.vmlinux} fit the dump${ofRelease(evidence)}: it is of another build.`,
  remedy: ({ kernel }) =>
    kernel.build === 'same'
      ? 'Use a newer crash (kernelCrash.crashPaths), or try "crashArgs": ["--kaslr", "auto"].'
      : 'Give the vmlinux of exactly the build that crashed.',
  actions: ({ kernel }) =>
    kernel.build === 'same' ? ['open-crash-path-setting', 'open-launch-json', 'show-log'] : PICK,
  attempts: () => [],
};
