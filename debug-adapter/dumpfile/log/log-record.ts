/** One message of the kernel log, as the kernel stored it. */
export interface LogRecord {
  /** Its number since boot (5.10 and later). */
  readonly sequence?: number;
  /** Microseconds since boot; absent in a buffer of plain text without times. */
  readonly time?: number;
  /** syslog's level, 0 (emergency) to 7 (debug). */
  readonly level?: number;
  /** syslog's facility, 0 (the kernel) and up; 3 and the like come from user space by /dev/kmsg. */
  readonly facility?: number;
  /** Who printed it, with CONFIG_PRINTK_CALLER: `T1` (a task), `C0` (a CPU). */
  readonly caller?: string;
  /** What dev_printk() says of the device: `SUBSYSTEM` → `pci`, `DEVICE` → `+pci:0000:00:02.0`. */
  readonly dictionary?: Readonly<Record<string, string>>;
  /** May hold several lines. What is no UTF-8 or no printable character stands as `\xff`. */
  readonly text: string;
}

/** What was found of the log of a kernel. */
export interface KernelLog {
  /**
   * How the kernel kept it: lockless (5.10 and later), records (3.5 to 5.9), or plain text (before
   * 3.5).
   */
  readonly form: 'lockless' | 'records' | 'plain';
  /** Oldest first. */
  readonly records: readonly LogRecord[];
  /** Set when some of it could not be read or made no sense: why, in a sentence. */
  readonly damage?: string;
}

/** The log, or why there is none, in a sentence. */
export type LogReading =
  { readonly ok: true; readonly log: KernelLog } | { readonly ok: false; readonly why: string };
