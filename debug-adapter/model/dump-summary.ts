/** What `sys` of crash says of the dump. Fields that it did not print are absent. */
export interface DumpSummary {
  readonly release?: string;
  readonly version?: string;
  /** As crash prints it, without the clock rate: `x86_64`, `aarch64`. */
  readonly machine?: string;
  readonly cpus?: number;
  readonly date?: string;
  readonly uptime?: string;
  readonly tasks?: number;
  readonly nodename?: string;
  readonly memory?: string;
  /** The panic message without quotes and hints; absent or empty when the kernel had not panicked. */
  readonly panic?: string;
  readonly tainted: boolean;
  /** A `[PARTIAL DUMP]`: makedumpfile left pages out. */
  readonly partial: boolean;
  /** makedumpfile could not finish: `[INCOMPLETE]`. */
  readonly incomplete: boolean;
}
