/**
 * What kexec, the kernel, kdump's own scripts and makedumpfile say when there will be no dump, or none
 * of use: in the console's log, in the log of the dump-capture kernel, in files beside a vmcore.
 */
export interface KdumpMessage {
  readonly id: string;
  readonly title: string;
  /** The cause, in a sentence. */
  readonly cause: string;
  readonly remedy: string;
}

interface KnownMessage extends KdumpMessage {
  readonly pattern: RegExp;
}

const MESSAGES: readonly KnownMessage[] = [
  {
    id: 'nothing-reserved',
    pattern:
      /No memory reserved for crash kernel|Memory for crashkernel is not reserved|no crashkernel= parameter in the kernel cmdline/i,
    title: 'No memory was reserved for a dump-capture kernel.',
    cause: 'The kernel was started without crashkernel=, or could not read what it says.',
    remedy:
      'Put crashkernel=256M (more on large machines) on the kernel’s command line, and start it again.',
  },
  {
    id: 'reservation-failed',
    pattern:
      /crashkernel(?: low)?(?: memory)?:? reservation failed|crashkernel: memory value expected/i,
    title: 'The kernel did not reserve memory for a dump-capture kernel.',
    cause:
      'crashkernel= asks for more in one piece than there is where it has to be, or is misspelt.',
    remedy:
      'Ask for less, or for memory above 4 GB (crashkernel=512M,high); “Kernel Crash: Check Versions…” and the lint of command lines tell what this kernel takes.',
  },
  {
    id: 'too-small',
    pattern: /Could not find a free area of memory|locate_hole failed/i,
    title: 'The dump-capture kernel does not fit into what was reserved for it.',
    cause: 'Kernel and initrd together are larger than the memory that crashkernel= reserved.',
    remedy:
      'Reserve more with crashkernel=, or make the initrd of the dump-capture kernel smaller.',
  },
  {
    id: 'makedumpfile-too-old',
    pattern: /The kernel version is not supported\.|The makedumpfile operation may be incomplete/i,
    title: 'makedumpfile does not know so new a kernel.',
    cause: 'It goes on all the same, and may take pages of the kernel itself for free ones.',
    remedy: 'Use a newer makedumpfile, or leave out pages of zeros only (makedumpfile -d 1).',
  },
  {
    id: 'no-kallsyms',
    pattern: /Cannot get kernel _s?text symbol address/i,
    title: 'kexec does not find the kernel’s symbols.',
    cause:
      'The kernel was built without CONFIG_KALLSYMS_ALL: kexec writes a header for the dump that is wrong, and says that all is well.',
    remedy:
      'Build it with CONFIG_KALLSYMS_ALL=y, or with CONFIG_KEXEC_FILE=y and load by kexec -s.',
  },
  {
    id: 'wrong-elfcorehdr',
    pattern: /Can't seek the dump memory/i,
    title: 'makedumpfile cannot read the memory of the kernel that crashed.',
    cause:
      'The header of /proc/vmcore is wrong: kexec wrote it without knowing where the kernel lies (CONFIG_KALLSYMS_ALL).',
    remedy: 'Build the kernel with CONFIG_KALLSYMS_ALL=y, or load by kexec -s.',
  },
  {
    id: 'no-kaslr-seed',
    pattern: /setup_2nd_dtb failed/i,
    title: 'kexec cannot write the device tree of the dump-capture kernel.',
    cause:
      'The device tree has a kaslr-seed, and the kernel was started with nokaslr or built without CONFIG_RANDOMIZE_BASE.',
    remedy: 'Start the kernel without nokaslr, or load by kexec -s.',
  },
  {
    id: 'va-bits-52',
    pattern: /PAGE SIZE 0x\w+ and VA Bits \d+ not supported/i,
    title: 'makedumpfile does not know this layout of memory.',
    cause: 'arm64 with these pages and 52-bit addresses is not in this makedumpfile.',
    remedy: 'Copy /proc/vmcore as it is, or build the kernel with CONFIG_ARM64_VA_BITS_48=y.',
  },
  {
    id: 'no-space',
    pattern: /(?:write|dump).*No space left on device/i,
    title: 'The disk was full before the dump was saved.',
    cause: 'What is there of the dump is incomplete.',
    remedy: 'Make more space, compress (makedumpfile -z), or save over the network.',
  },
];

/** What is known of messages of kdump in a text, each once, in the order of the table. Never throws. */
export function explainKdumpMessages(text: string): KdumpMessage[] {
  return MESSAGES.filter(({ pattern }) => pattern.test(text)).map(
    ({ id, title, cause, remedy }) => ({ id, title, cause, remedy }),
  );
}
