import { miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { getAddress, getList, getNumber, getString, type MiValue } from './value';

/** A frame as gdb sees it; functions inlined at one address are frames of their own. */
export interface MiFrame {
  readonly level: number;
  /** Absent when gdb could not unwind (`<unavailable>`: crash before 8.0.6). */
  readonly address?: bigint;
  /** Absent for `??`. */
  readonly functionName?: string;
  /** The path as the debug info has it. */
  readonly file?: string;
  /** The path as gdb resolved it; may name a file of this machine. */
  readonly fullname?: string;
  readonly line?: number;
  /** The shared object, where gdb names one instead of a file. */
  readonly from?: string;
}

/** A variable of a frame. */
export interface MiVariable {
  readonly name: string;
  readonly argument: boolean;
  readonly type?: string;
  /** Absent for aggregates when simple values were asked for. */
  readonly value?: string;
}

/** Asks for the frames of an MI thread (`-thread-info`), of the selected one when it is left out. */
export function stackListFramesCommand(
  thread?: number,
  range?: { readonly from: number; readonly to: number },
): string {
  return miCommand('-stack-list-frames', [
    ...(thread === undefined ? [] : ['--thread', thread]),
    ...(range ? [range.from, range.to] : []),
  ]);
}

/** `^done,stack=[frame={level="0",addr="0x…",func="…",file="…",fullname="…",line="54",arch="…"},…]` */
export function parseStackListFrames(output: string | Uint8Array): MiReply<MiFrame[]> {
  return readReply(output, (results) => getList(results, 'stack').map(toFrame));
}

/** Asks for the arguments and locals of one frame, with types and the values of simple ones. */
export function stackListVariablesCommand(thread: number, frame: number): string {
  return miCommand('-stack-list-variables', [
    '--thread',
    thread,
    '--frame',
    frame,
    '--simple-values',
  ]);
}

/** `^done,variables=[{name="st",arg="1",type="struct lab_stats *",value="0x0"},…]` */
export function parseStackListVariables(output: string | Uint8Array): MiReply<MiVariable[]> {
  return readReply(output, (results) =>
    getList(results, 'variables').flatMap((variable) => {
      const name = getString(variable, 'name');
      return name === undefined
        ? []
        : [
            {
              name,
              argument: getString(variable, 'arg') === '1',
              ...optional('type', getString(variable, 'type')),
              ...optional('value', getString(variable, 'value')),
            },
          ];
    }),
  );
}

/** A `frame={…}` tuple; a frame without a level is taken for level 0. */
export function toFrame(frame: MiValue): MiFrame {
  const functionName = getString(frame, 'func');
  return {
    level: getNumber(frame, 'level') ?? 0,
    ...optional('address', getAddress(frame, 'addr')),
    ...optional('functionName', functionName === '??' ? undefined : functionName),
    ...optional('file', getString(frame, 'file')),
    ...optional('fullname', getString(frame, 'fullname')),
    ...optional('line', getNumber(frame, 'line')),
    ...optional('from', getString(frame, 'from')),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
