/**
 * The kernel's notes for dump tools: lines of `KEY=value` (kernel `kernel/crash_core.c`,
 * `kernel/vmcore_info.c`). Every value stays as text in `entries`; the named fields are those of the
 * identity, absent when the line is not there or makes no sense.
 */
export interface Vmcoreinfo {
  /** `OSRELEASE=`, as `uname -r`. */
  readonly release?: string;
  /** `BUILD-ID=` (5.9 and later), lower-case hexadecimal digits. */
  readonly buildId?: string;
  /** `KERNELOFFSET=` (hexadecimal): how far KASLR moved the kernel, bytes. */
  readonly kernelOffset?: bigint;
  /** `CRASHTIME=`: seconds since 1970. */
  readonly crashTime?: number;
  /** `PAGESIZE=`: bytes. */
  readonly pageSize?: number;
  /** Every line: `SYMBOL(init_uts_ns)` → `ffffffffa60bf880`. The first of equal keys counts. */
  readonly entries: ReadonlyMap<string, string>;
}

/**
 * What a release may look like. It comes from the dump and becomes part of paths: no slash, no
 * blank, no control character, not only dots.
 */
export const RELEASE_PATTERN = /^(?!\.+$)[\x21-\x2e\x30-\x7e]{1,64}$/;

const LARGEST_PAGE = 1 << 20;

/** Reads the text of a VMCOREINFO note. Never throws: lines that it does not know are kept as text. */
export function parseVmcoreinfo(text: string): Vmcoreinfo {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    const key = line.slice(0, equals);
    if (!entries.has(key)) entries.set(key, line.slice(equals + 1).replace(/[\0\r]+$/, ''));
  }
  const release = match(entries.get('OSRELEASE'), RELEASE_PATTERN);
  const buildId = match(entries.get('BUILD-ID'), /^[0-9a-f]{16,128}$/i)?.toLowerCase();
  const kernelOffset = match(entries.get('KERNELOFFSET'), /^[0-9a-f]{1,16}$/i);
  const crashTime = match(entries.get('CRASHTIME'), /^\d{1,12}$/);
  const pageSize = match(entries.get('PAGESIZE'), /^\d{1,7}$/);
  return {
    ...(release && { release }),
    ...(buildId && { buildId }),
    ...(kernelOffset && { kernelOffset: BigInt(`0x${kernelOffset}`) }),
    ...(crashTime && { crashTime: Number(crashTime) }),
    ...(pageSize && isPageSize(Number(pageSize)) && { pageSize: Number(pageSize) }),
    entries,
  };
}

function match(value: string | undefined, pattern: RegExp): string | undefined {
  return value !== undefined && pattern.test(value) ? value : undefined;
}

function isPageSize(size: number): boolean {
  return size >= 1024 && size <= LARGEST_PAGE && (size & (size - 1)) === 0;
}
