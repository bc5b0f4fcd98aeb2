import { miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { getList, getNumber, getString } from './value';
import type { MiPlace } from './variable';

/** Asks for the names of all registers, by number. */
export function registerNamesCommand(): string {
  return miCommand('-data-list-register-names');
}

/** `^done,register-names=["rax","rbx",…,"",…]`: a number without a register has an empty name. */
export function parseRegisterNames(output: string | Uint8Array): MiReply<string[]> {
  return readReply(output, (results) =>
    getList(results, 'register-names').map((name) => (name.kind === 'string' ? name.text : '')),
  );
}

/** Asks for registers of a frame, by number, in hexadecimal. */
export function registerValuesCommand(place: MiPlace, numbers: readonly number[]): string {
  const { thread, frame } = place;
  return miCommand('-data-list-register-values', [
    '--thread',
    thread,
    '--frame',
    frame,
    'x',
    ...numbers,
  ]);
}

/**
 * `^done,register-values=[{number="0",value="0x9"},…]`: text by number. What was not saved is
 * `<unavailable>`, `<not saved>` or `<optimized out>`.
 */
export function parseRegisterValues(
  output: string | Uint8Array,
): MiReply<ReadonlyMap<number, string>> {
  return readReply(
    output,
    (results) =>
      new Map(
        getList(results, 'register-values').flatMap((register) => {
          const number = getNumber(register, 'number');
          const value = getString(register, 'value');
          return number === undefined || value === undefined ? [] : [[number, value] as const];
        }),
      ),
  );
}
