import type { FailureAction } from '../protocol/failure';
import { withoutPages } from './attempts';
import type { Evidence } from './evidence';
import { ofRelease, thisCrash } from './evidence';
import { MINIMAL, type FailureKind } from './failure-kind';

const LOOK: readonly FailureAction[] = ['open-overview', 'show-log'];

function isCutOff({ dump }: Evidence): boolean {
  return (dump.missingBytes ?? 0) > 0;
}

/** Copied in part: our own reader compares the size with the header. */
export const cutOff: FailureKind = {
  id: 'dump-cut-off',
  recognize: (evidence, said) =>
    isCutOff(evidence) || /may be truncated or incomplete|truncated\/incomplete/.test(said),
  title: () => 'The dump is cut off: its end is missing.',
  cause: ({ vmcore, dump }) =>
    (dump.missingBytes ?? 0) > 0
      ? `${vmcore} has ${dump.size} bytes; by its own header at least ${dump.missingBytes} more belong to it. Where crash needs what is missing, it stops.`
      : `${vmcore} has ${dump.size} bytes, and crash says that it was truncated.`,
  remedy: () => 'Copy it again from where it was saved, and compare the sizes.',
  actions: () => ['pick-vmcore', ...LOOK],
  // What is behind the end of a file is no excluded page, and where our own reader does not find its
  // way through the kernel's page tables to the log, crash does not either.
  attempts: ({ dump }) => (dump.logIsReadable ? [MINIMAL] : []),
};

/** Saved in part: makedumpfile says so itself. */
export const unfinished: FailureKind = {
  id: 'dump-unfinished',
  recognize: ({ dump }, said) =>
    dump.incomplete || /dumpfile is incomplete|page incomplete|\[INCOMPLETE\]/.test(said),
  title: () => 'The dump is incomplete: it could not be saved whole.',
  cause: ({ vmcore }) =>
    `The disk was full, or the capture was interrupted, when ${vmcore} was saved; the pages that crash needs first are not in it.`,
  remedy: () =>
    'Capture again with more space, with better compression (makedumpfile -c, -l or -z) or to the network.',
  actions: () => ['pick-vmcore', ...LOOK],
  attempts: withoutPages,
};

/** Left out by makedumpfile: by its -d, or because it does not know so new a kernel. */
export const pagesExcluded: FailureKind = {
  id: 'dump-pages-missing',
  recognize: (_evidence, said) => /page excluded: (?!.*"(?:page_offset_base|max_pfn)")/.test(said),
  title: () => 'Pages that crash needs are not in the dump.',
  cause: (evidence, said) =>
    `makedumpfile left out ${pageOf(said)}${ofRelease(evidence)}: its -d left out too much, or it is older than this kernel and took the page for a free one.`,
  remedy: () => 'Capture again with a newer makedumpfile, or with a lower level (-d 1, or none).',
  actions: () => LOOK,
  attempts: withoutPages,
};

/** There, but the file cannot be read there. */
export const unreadable: FailureKind = {
  id: 'dump-unreadable',
  recognize: (_evidence, said) => /\b(?:read|seek) error: /.test(said),
  title: () => 'crash cannot read memory that it needs from the dump.',
  cause: (evidence, said) =>
    `${thisCrash(evidence)} stopped at ${typeOf(said)}: the file is damaged there, or this crash does not know the layout of the memory${ofRelease(evidence)}.`,
  remedy: () =>
    'Compare the file with where it was saved (sha256sum), and try a newer crash (kernelCrash.crashPaths).',
  actions: () => ['open-crash-path-setting', ...LOOK],
  attempts: withoutPages,
};

export const noVmcoreinfo: FailureKind = {
  id: 'dump-no-vmcoreinfo',
  recognize: (_evidence, said) =>
    /cannot determine VA_BITS_ACTUAL|kimage_voffset cannot be determined|vabits_actual/.test(said),
  title: () => 'The dump does not say how its kernel was laid out in memory.',
  cause: ({ dump }) =>
    dump.hasVmcoreinfo
      ? 'crash did not find the layout in the notes of the dump.'
      : 'It has no vmcoreinfo note: it was taken from outside of the kernel (QEMU without -device vmcoreinfo, a RAM dump).',
  remedy: () =>
    'Take the dump with -device vmcoreinfo, or name the layout in crashArgs: ["-m", "vabits_actual=48"], ["-m", "kimage_voffset=…"], ["--kaslr", "auto"].',
  actions: () => ['open-launch-json', ...LOOK],
  attempts: () => [],
};

/** No dump has fewer: its header alone has more. */
const LEAST_BYTES = 64 * 1024;

export const tiny: FailureKind = {
  id: 'dump-empty',
  // crash says the same of a namelist that is too small.
  recognize: ({ dump }, said) =>
    dump.size < LEAST_BYTES && /file too small!|sadump: cannot read dump device/.test(said),
  title: () => 'The dump is empty, or too small to be one.',
  cause: ({ vmcore, dump }) =>
    `${vmcore} has ${dump.size} bytes: nothing was saved into it, or the copy failed.`,
  remedy: () => 'Copy it again from where it was saved, and compare the sizes.',
  actions: () => ['pick-vmcore', 'show-log'],
  attempts: () => [],
};

function pageOf(said: string): string {
  return /type: "/.test(said) ? `the page with ${typeOf(said)}` : typeOf(said);
}

/** What is stored behind the address that crash could not read: `"pud page"`. */
function typeOf(said: string): string {
  const type = /type: "([^"\r\n]{1,60})"/.exec(said)?.[1];
  return type === undefined ? 'a page that it needs' : `“${type}”`;
}
