import { hexAddress, miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { getAddress, getField, getList, getNumber, getString, type MiValue } from './value';

/** One machine instruction. */
export interface MiInstruction {
  readonly address: bigint;
  readonly functionName?: string;
  /** Bytes from the start of the function. */
  readonly offset?: number;
  /** `48 83 ec 58`; absent unless the mode asked for them. */
  readonly opcodes?: string;
  readonly text: string;
  /** The line it was made from, where the mode gives lines. */
  readonly source?: MiSourceLine;
}

export interface MiSourceLine {
  readonly file: string;
  readonly fullname?: string;
  readonly line: number;
}

/**
 * 0: instructions only; 2: with opcodes; 4: grouped by line, in the order of addresses;
 * 5: the same with opcodes (1 and 3 are their obsolete, source-ordered forms).
 */
export type DisassemblyMode = 0 | 1 | 2 | 3 | 4 | 5;

/** Asks for the instructions of [start, end). */
export function disassembleCommand(start: bigint, end: bigint, mode: DisassemblyMode = 5): string {
  return miCommand('-data-disassemble', [
    '-s',
    hexAddress(start),
    '-e',
    hexAddress(end),
    '--',
    mode,
  ]);
}

/**
 * `^done,asm_insns=[{address="0x…",func-name="f",offset="4",opcodes="55",inst="push %rbp"},…]`, or
 * with lines `asm_insns=[src_and_asm_line={line="597",file="…",fullname="…",line_asm_insn=[…]},…]`;
 * a line that has no instructions is left out. In the order of gdb.
 */
export function parseDisassembly(output: string | Uint8Array): MiReply<MiInstruction[]> {
  return readReply(output, (results) =>
    getList(results, 'asm_insns').flatMap((entry) => {
      if (getField(entry, 'line_asm_insn') === undefined) {
        return toInstruction(entry, undefined);
      }
      const source = toSourceLine(entry);
      return getList(entry, 'line_asm_insn').flatMap((inner) => toInstruction(inner, source));
    }),
  );
}

/** Asks for the value of an expression, in the given frame if there is one. */
export function evaluateCommand(
  expression: string,
  at?: { readonly thread: number; readonly frame: number },
): string {
  return miCommand('-data-evaluate-expression', [
    ...(at ? ['--thread', at.thread, '--frame', at.frame] : []),
    expression,
  ]);
}

/** `^done,value="4294893226"`: the value as gdb prints it. */
export function parseEvaluation(output: string | Uint8Array): MiReply<string> {
  return readReply(output, (results) => getString(results, 'value') ?? '');
}

function toSourceLine(entry: MiValue): MiSourceLine | undefined {
  const file = getString(entry, 'file');
  const fullname = getString(entry, 'fullname');
  const line = getNumber(entry, 'line');
  if (file === undefined || line === undefined || line <= 0) {
    return undefined;
  }
  return { file, ...(fullname === undefined ? {} : { fullname }), line };
}

function toInstruction(entry: MiValue, source: MiSourceLine | undefined): MiInstruction[] {
  const address = getAddress(entry, 'address');
  const text = getString(entry, 'inst');
  if (address === undefined || text === undefined) {
    return [];
  }
  const functionName = getString(entry, 'func-name');
  const offset = getNumber(entry, 'offset');
  const opcodes = getString(entry, 'opcodes');
  return [
    {
      address,
      ...(functionName === undefined ? {} : { functionName }),
      ...(offset === undefined ? {} : { offset }),
      ...(opcodes === undefined ? {} : { opcodes }),
      text,
      ...(source === undefined ? {} : { source }),
    },
  ];
}
