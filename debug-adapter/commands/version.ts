/** What the banner of crash says of the program. Fields that it does not name are absent. */
export interface CrashVersion {
  /** As printed: `9.0.2`, `9.0.1++`, `8.0.4-4.fc40`. */
  readonly version?: string;
  /** Its leading numbers, for comparison: [9, 0, 2]. */
  readonly numbers: readonly number[];
  /** The name it was started by. */
  readonly program?: string;
  /** Version of the gdb inside. */
  readonly gdb?: string;
  /** The machine it runs on, as gdb names it: `x86_64-pc-linux-gnu`. */
  readonly host?: string;
  /** The machine whose dumps it reads: `x86_64-pc-linux-gnu`, `aarch64-elf-linux`. */
  readonly target?: string;
  /** The processor of `target`: `x86_64`, `aarch64`, `powerpc64le`. */
  readonly architecture?: string;
}

/**
 * Reads `crash --version` or the start-up banner (only the latter names the target).
 *
 * crash 9.0.2
 * GNU gdb (GDB) 16.3
 * This GDB was configured as "--host=x86_64-pc-linux-gnu --target=aarch64-elf-linux".
 */
export function parseVersion(text: string): CrashVersion {
  // gdb 10 colours its banner when the terminal allows it.
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/\r/g, '');
  const [, program, version] = /^(\S+) (\d+\.\d\S*) *\n(?=Copyright )/m.exec(plain) ?? [];
  const gdb = /^GNU gdb \(GDB\) (\S+)/m.exec(plain)?.[1];
  const configured = /^This GDB was configured as "([^"\n]*)"/m.exec(plain)?.[1];
  const host = configured && (/--host=(\S+)/.exec(configured)?.[1] ?? configured);
  const target = configured && (/--target=(\S+)/.exec(configured)?.[1] ?? host);
  const architecture = target?.split('-')[0];
  return {
    ...(version === undefined ? {} : { version }),
    numbers: (/^[\d.]+/.exec(version ?? '')?.[0] ?? '')
      .split('.')
      .filter((number) => number !== '')
      .map(Number),
    ...(program === undefined ? {} : { program }),
    ...(gdb === undefined ? {} : { gdb }),
    ...(host === undefined ? {} : { host }),
    ...(target === undefined ? {} : { target }),
    ...(architecture === undefined ? {} : { architecture }),
  };
}

/** Whether a version is at least the given one; an unknown version is not. */
export function isAtLeast({ numbers }: CrashVersion, ...wanted: readonly number[]): boolean {
  if (numbers.length === 0) {
    return false;
  }
  for (const [index, want] of wanted.entries()) {
    const have = numbers[index] ?? 0;
    if (have !== want) {
      return have > want;
    }
  }
  return true;
}
