import type { CompressedContainer, UnusableContainer } from './dump-identity';
import type { DumpProblem } from './dump-problem';

const UNPACK: Readonly<Record<CompressedContainer['format'], string>> = {
  gzip: 'gzip -dk',
  xz: 'xz -dk',
  zstd: 'zstd -dk',
  bzip2: 'bzip2 -dk',
  lz4: 'lz4 -dk',
  zip: 'unzip',
};

const COPY_AGAIN = 'Copy it again from where it was saved, and compare the sizes.';

/** A whole dump in a compressor's file: crash reads no such file. */
export function compressedProblem(path: string, container: CompressedContainer): DumpProblem {
  return {
    blocking: true,
    what: `${path} is packed with ${container.format}.`,
    why: 'crash cannot read a dump inside a packed file.',
    remedy: `Unpack it first: ${UNPACK[container.format]} '${path.replaceAll("'", `'\\''`)}'`,
  };
}

/** What is no dump, or none that can be opened. `detail` is the system's error or what is damaged. */
export function unusableProblem(
  path: string,
  kind: UnusableContainer['kind'],
  detail = '',
): DumpProblem {
  const choose = 'Choose the vmcore file that kdump, makedumpfile or QEMU saved.';
  const blocking = true;
  switch (kind) {
    case 'missing':
      return {
        blocking,
        what: `There is no file ${path}.`,
        why: 'The launch configuration names it as the dump to open.',
        remedy: 'Correct `vmcore` in the launch configuration, or choose another file.',
      };
    case 'unreadable':
      return {
        blocking,
        what: `${path} cannot be read.`,
        why: `The system says: ${detail}`,
        remedy: 'Give yourself the right to read it: dumps often belong to root.',
      };
    case 'empty':
      return {
        blocking,
        what: `${path} is empty.`,
        why: 'Nothing was saved into it: the capture failed, or the copy did.',
        remedy: COPY_AGAIN,
      };
    case 'directory':
      return { blocking, what: `${path} is a folder.`, why: 'A dump is one file.', remedy: choose };
    case 'special':
      return {
        blocking,
        what: `${path} is not a regular file.`,
        why: 'Only dumps saved into a file can be opened here.',
        remedy: choose,
      };
    case 'zeros':
      return {
        blocking,
        what: `${path} begins with nothing but zeros.`,
        why: 'It has no header: the capture was interrupted, or the copy did not write its data.',
        remedy: COPY_AGAIN,
      };
    case 'text':
      return {
        blocking,
        what: `${path} is a text file, not a dump.`,
        why: 'Beside a vmcore, kdump leaves logs such as vmcore-dmesg.txt.',
        remedy: choose,
      };
    case 'elf-not-core':
      return {
        blocking,
        what: `${path} is ${detail}, not a dump.`,
        why: 'It holds the code and debug info of a kernel, not the memory of one that crashed.',
        remedy: 'Name it as `vmlinux`, and the vmcore as `vmcore`.',
      };
    case 'process-core':
      return {
        blocking,
        what: `${path} is the core dump of a program, not of a kernel.`,
        why: 'Its notes describe a user process.',
        remedy: 'Open it with gdb or lldb; for a kernel, choose the vmcore that kdump saved.',
      };
    case 'damaged':
      return {
        blocking,
        what: `${path} begins like a dump, but its header makes no sense.`,
        why: detail,
        remedy: COPY_AGAIN,
      };
    case 'unknown':
      return {
        // crash knows some more formats, of other hypervisors and of firmware.
        blocking: false,
        what: `${path} is in no dump format that is known here.`,
        why: 'Its first bytes are neither kdump-compressed, ELF nor flattened.',
        remedy: choose,
      };
  }
}

/** makedumpfile's own mark. */
export function markedIncompleteProblem(path: string): DumpProblem {
  return {
    blocking: false,
    failure: 'dump-unfinished',
    what: `${path} is incomplete: makedumpfile could not finish it.`,
    why: 'The disk was full, or the capture was interrupted, when the dump was saved.',
    remedy:
      'Capture again with more space, better compression (-c, -l, -z) or to the network. Until then the option --zero_excluded, or --minimal, may open it.',
  };
}

/** `expected`: the least size in bytes, by the file's own header; absent when only the end mark is missing. */
export function cutOffProblem(path: string, actual: number, expected?: bigint): DumpProblem {
  const missing =
    expected === undefined
      ? `It has ${actual} bytes and no end mark.`
      : `It has ${actual} of at least ${expected} bytes.`;
  return {
    blocking: false,
    failure: 'dump-cut-off',
    what: `${path} is cut off: its end is missing.`,
    why: missing,
    remedy: COPY_AGAIN,
  };
}

export function splitProblem(path: string): DumpProblem {
  return {
    blocking: true,
    what: `${path} is one part of a dump saved with makedumpfile --split.`,
    why: 'Each part has only some of the memory.',
    remedy: 'Join the parts: makedumpfile --reassemble PART1 PART2 … vmcore',
  };
}
