import type { Span } from '../model/text';

/** A line of a .config, a defconfig or a fragment, as the kernel's own reader takes it. */
export type ConfigLine = Assignment | Unset | Dropped | Comment | Blank;

interface Line {
  /** From zero. */
  readonly number: number;
  /** Without the line end. */
  readonly span: Span;
}

/** `CONFIG_KEXEC=y`; whether the value is one that the symbol can take is another question. */
export interface Assignment extends Line {
  readonly kind: 'assignment';
  /** Without its prefix: `KEXEC`. */
  readonly symbol: string;
  /** With its prefix. */
  readonly nameSpan: Span;
  /** All that follows the equals sign, quotes and blanks included. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** `# CONFIG_KEXEC is not set`, which the reader takes for `CONFIG_KEXEC=n`. */
export interface Unset extends Line {
  readonly kind: 'unset';
  readonly symbol: string;
  readonly nameSpan: Span;
}

/** A line that was meant to say something and that the reader passes over. */
export interface Dropped extends Line {
  readonly kind: 'dropped';
  readonly reason: DropReason;
  /** The symbol that was meant, where one can be seen. */
  readonly symbol?: string;
  /** The value that was meant, without blanks around it. */
  readonly value?: string;
  /** Of an inexact unset: the newest kernel we know whose reader takes it for an unset. */
  readonly readUpTo?: '5.10' | '6.1';
}

export type DropReason =
  /** `  CONFIG_X=y` */
  | 'space-before-name'
  /** `CONFIG_X =y`: the name becomes `X ` */
  | 'space-before-equals'
  /** `CONFIG_X= y` */
  | 'space-after-equals'
  /** `CONFIG_X` alone */
  | 'no-equals'
  /** a byte order mark stands before the first line, which says something */
  | 'byte-order-mark'
  /** `KEXEC=y` where `CONFIG_KEXEC=y` is wanted */
  | 'no-prefix'
  /** `#CONFIG_X is not set`, `# CONFIG_X is not set.`: a comment that was meant to unset */
  | 'inexact-unset'
  /** anything else that is no comment */
  | 'unexpected-data';

export interface Comment extends Line {
  readonly kind: 'comment';
  /** `# CONFIG_X is not set by default`: the newest kernel we know that takes it for an unset. */
  readonly readUpTo?: '6.1';
  /** The symbol that those kernels unset. */
  readonly symbol?: string;
  /** Of `# CONFIG_X=y`: the assignment that was commented out. */
  readonly assignment?: { readonly symbol: string; readonly value: string };
}

export interface Blank extends Line {
  readonly kind: 'blank';
}
