/** What reference.py writes. */
import { readFile } from 'node:fs/promises';

export interface TrueFrame {
  readonly function: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly inline: boolean;
  readonly pc: string;
  /** The ELF symbols at a physical frame's pc: crash and gdb may each name another one. */
  readonly symbols?: readonly string[];
  /**
   * It lies under a call that went over to the IRQ stack: gdb ends there, and crash goes on with
   * what it finds on the other stack.
   */
  readonly beyond?: true;
}

export interface TrueTask {
  readonly task: string;
  readonly pid: number;
  /** The 15 bytes of the name, in hex: they need not be text. */
  readonly comm: string;
  readonly cpu: number;
  readonly onCpu: boolean;
  /** Whether the stack was followed to where a kernel stack ends. */
  readonly whole: boolean;
  /** Frames of the code that stops a CPU, above those it interrupted. */
  readonly handler: readonly TrueFrame[];
  readonly stack: readonly TrueFrame[];
}

export interface Truth {
  readonly release: string;
  readonly kaslrOffset: string;
  readonly panicTask: string;
  readonly tasks: readonly TrueTask[];
}

export async function readTruth(file: string): Promise<Truth> {
  return JSON.parse(await readFile(file, 'utf8')) as Truth;
}
