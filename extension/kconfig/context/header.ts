import type { Span } from '../model/text';

/** The comment on top of a configuration that Kconfig wrote: its main menu's title. */
export interface Header {
  readonly project: 'linux' | 'buildroot' | 'u-boot' | 'other';
  /** The line with the title. */
  readonly span: Span;
  /** As written: `x86`, `x86_64`, `arm64`; of Linux only, since 2.6.36. */
  readonly architecture?: string;
  /** As written: `6.1.192`, `5.14.0-427.el9.x86_64`. */
  readonly version?: string;
}

/** Headers stand on top; Fedora's have some lines of their own before them. */
const MOST_TEXT = 2000;

/**
 * The titles of those whose configurations are met. Linux: `mainmenu "Linux/$(ARCH)
 * $(KERNELVERSION) Kernel Configuration"`, up to 2.6.35 a line of its own with the version only.
 */
const LINUX = /^# Linux\/([\w-]+) (\S+) Kernel Configuration$/;
const OLD_LINUX = /^# Linux kernel version: (\S+)$/;
const BUILDROOT = /^# Buildroot (\S+) Configuration$/;
const U_BOOT = /^# U-Boot (\S+) Configuration$/;
const OTHER =
  /^# (?:Busybox|BusyBox|uClibc|Barebox|coreboot|OpenWrt|crosstool-NG|Zephyr|NuttX|Nuttx|Xen|Unikraft|RT-Thread|Espressif|Toybox|PTXdist|SeaBIOS)\b/;
/** Some project's; where no line says that it was generated it is anybody's comment. */
const ANY_TITLE = /^# \S.* Configuration$/;
const GENERATED = /^# Automatically generated (?:file|make config)/;

/** Undefined where no header of a configuration is: a defconfig, a fragment, another file. */
export function findHeader(text: string): Header | undefined {
  const top = text.slice(0, MOST_TEXT);
  // Every header since 2.4 begins so, but a person may have taken that line out.
  let isGenerated = false;
  let start = top.startsWith('\ufeff') ? 1 : 0;
  while (start < top.length) {
    const newline = top.indexOf('\n', start);
    const end = newline < 0 ? top.length : newline;
    const line = top.slice(start, end).trimEnd();
    if (line !== '' && !line.startsWith('#')) break;
    if (GENERATED.test(line)) isGenerated = true;
    const header = readTitle(line, isGenerated);
    if (header) return { ...header, span: { start, end: start + line.length } };
    start = end + 1;
  }
  return undefined;
}

function readTitle(line: string, isGenerated: boolean): Omit<Header, 'span'> | undefined {
  const linux = LINUX.exec(line);
  if (linux) return { project: 'linux', architecture: linux[1] ?? '', version: linux[2] ?? '' };
  const oldLinux = OLD_LINUX.exec(line);
  if (oldLinux) return { project: 'linux', version: oldLinux[1] ?? '' };
  const buildroot = BUILDROOT.exec(line);
  if (buildroot) return { project: 'buildroot', version: buildroot[1] ?? '' };
  const uBoot = U_BOOT.exec(line);
  if (uBoot) return { project: 'u-boot', version: uBoot[1] ?? '' };
  const isOther = isGenerated && (OTHER.test(line) || ANY_TITLE.test(line));
  return isOther ? { project: 'other' } : undefined;
}
