import type { Span } from '../model/text';

/** One kernel command line inside a document, split as the kernel splits it. */
export interface BootArguments {
  /** Where it was found. */
  readonly place:
    | 'cmdline' // CONFIG_CMDLINE, CONFIG_DEFAULT_CMDLINE…
    | 'u-boot' // CONFIG_BOOTARGS
    | 'grub'
    | 'extlinux'
    | 'device-tree'
    | 'kexec-append' // what kexec -p hands to the capture kernel
    | 'kexec-load'; // kexec -l: the next system kernel
  /** The whole string in the document, without its quotes. */
  readonly span: Span;
  readonly arguments: readonly BootArgument[];
}

/** `crashkernel=512M` or `quiet`. */
export interface BootArgument {
  /** As written, dashes and underscores not made equal. */
  readonly name: string;
  /** What follows the equals sign, without quotes; undefined where there is none. */
  readonly value: string | undefined;
  readonly span: Span;
  /** Of the value; of the whole argument where there is none. */
  readonly valueSpan: Span;
}
