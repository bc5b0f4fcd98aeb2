import type { Span } from '../model/text';

/** One kernel command line inside a document, split as the kernel splits it. */
export interface BootArguments {
  /** Where it was found. */
  readonly place:
    | 'cmdline' // CONFIG_CMDLINE
    | 'u-boot' // CONFIG_BOOTARGS, setenv bootargs
    | 'grub'
    | 'extlinux'
    | 'device-tree'
    | 'kexec-append' // what kexec -p hands to the capture kernel
    | 'kexec-load'; // kexec -l: the next system kernel
  /** The whole string in the document, without its quotes; of a kexec without one the command. */
  readonly span: Span;
  /** Without those that hold a variable, and those after `--`, which are for init. */
  readonly arguments: readonly BootArgument[];
  /**
   * The kernel may get arguments that stand elsewhere: a variable is put in, or a boot loader adds
   * its own. Nothing can be said of an argument that is missing.
   */
  readonly open: boolean;
  /** `kexec --reuse-cmdline`: those of the running kernel (but crashkernel=) come first. */
  readonly reusesRunning: boolean;
  /** How to write one more argument; undefined where that is not plain. */
  readonly addition: Addition | undefined;
}

/** Text to insert at an offset, around the new argument. */
export interface Addition {
  readonly at: number;
  readonly before: string;
  readonly after: string;
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
  /** What to delete to be rid of it: a blank with it. Undefined where that would break quotes. */
  readonly removal: Span | undefined;
}

/** The arguments of one name; the kernel takes dashes and underscores in it for the same. */
export function argumentsNamed(boot: BootArguments, name: string): readonly BootArgument[] {
  const wanted = name.replace(/-/g, '_');
  return boot.arguments.filter((argument) => argument.name.replace(/-/g, '_') === wanted);
}
