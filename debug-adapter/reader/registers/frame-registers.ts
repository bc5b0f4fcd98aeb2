import type { RunCommand } from '../../crash/crash-process';
import {
  parseRegisterNames,
  parseRegisterValues,
  registerNamesCommand,
  registerValuesCommand,
} from '../../mi/registers';
import { parseAddress } from '../../mi/value';
import type { MiPlace } from '../../mi/variable';

/** A register of a frame; without a value where nothing on the stack tells it. */
export interface Register {
  readonly name: string;
  readonly value?: bigint;
  /** It is not known because the call that the frame is in may have changed it. */
  readonly lost?: true;
}

/** Those that the unwind tables can tell, and the flags. */
const SHOWN = /^(?:r[a-ds][xip]|r[bs]p|rip|r\d+|eflags|x\d+|sp|pc|lr|cpsr)$/;

/** The registers that a frame had, as far as gdb has unwound them. */
export class FrameRegisters {
  private names: readonly (readonly [number, string])[] | undefined;

  /** @throws in gdb's words. */
  async read(place: MiPlace, run: RunCommand): Promise<Register[]> {
    this.names ??= await registerNames(run);
    const numbers = this.names.map(([number]) => number);
    const reply = parseRegisterValues((await run(registerValuesCommand(place, numbers))).bytes);
    if (!reply.ok) {
      throw new Error(reply.error);
    }
    return this.names.map(([number, name]) => {
      const value = parseAddress(reply.value.get(number));
      return { name, ...(value === undefined ? {} : { value }) };
    });
  }
}

async function registerNames(run: RunCommand): Promise<(readonly [number, string])[]> {
  const reply = parseRegisterNames((await run(registerNamesCommand())).bytes);
  if (!reply.ok) {
    throw new Error(reply.error);
  }
  return reply.value
    .map((name, number) => [number, name] as const)
    .filter(([, name]) => SHOWN.test(name));
}
