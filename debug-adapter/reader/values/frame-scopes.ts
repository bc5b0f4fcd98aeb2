import type { RunCommand } from '../../crash/crash-process';
import { parseStackWords } from '../../commands/stack-words';
import type { Oops } from '../../kernel-log/oops';
import { faultFacts } from '../registers/fault';
import { FrameRegisters, type Register } from '../registers/frame-registers';
import { signedAddress } from '../registers/pointer-authentication';
import { registerWords } from '../registers/register-words';
import type { DumpReader } from '../dump-reader';
import type { CallFrame } from '../../model/frame';
import { gdbFrameOf, placeOf, type ValueFrame } from './gdb-frame';
import type { Value } from './value';

/** What stands in the registers of a frame, and what its exception left. */
export class FrameScopes {
  private readonly registers = new FrameRegisters();

  constructor(
    private readonly reader: DumpReader,
    private readonly oops: Oops | undefined,
    /** arm64: how many bits of an address count; undefined on other machines. */
    private readonly addressBits: number | undefined,
  ) {}

  /**
   * The registers that this frame had, as far as the stack tells; of an exception without gdb those
   * that it saved. Rejects in words.
   */
  async ofFrame(frame: ValueFrame, signal?: AbortSignal): Promise<Value[]> {
    const at = gdbFrameOf(frame);
    if (at) {
      const registers = await this.reader.onTask(
        at.task,
        async (run: RunCommand) => this.registers.read(await placeOf(at, run), run),
        { signal },
      );
      return this.shown(known(registers, frame.call));
    }
    const { exceptionRegisters, sp, pc } = frame.call;
    if (exceptionRegisters) {
      return this.saved(exceptionRegisters);
    }
    const why = 'gdb does not unwind this frame: only what crash’s bt shows is known';
    return [
      ...this.shown([
        ...(pc === undefined ? [] : [{ name: 'pc', value: pc }]),
        ...(sp === undefined ? [] : [{ name: 'stack', value: sp }]),
      ]),
      { name: 'others', text: why, missing: true },
    ];
  }

  /** What is known of the exception that hit this frame; empty where none did. */
  exception({ call }: ValueFrame): Value[] {
    const { exceptionRegisters, exceptionName, symbol } = call;
    if (!exceptionRegisters) {
      return [];
    }
    const place = symbol && `${symbol.name}+0x${symbol.offset.toString(16)}`;
    const lines = this.oops?.block.map(({ text }) => text) ?? [];
    // The log tells of one exception: of this one if it names the same place.
    const isThis = place !== undefined && lines.some((line) => line.includes(`${place}/`));
    return [
      ...(exceptionName === undefined ? [] : [{ name: 'kind', text: exceptionName }]),
      ...(isThis ? faultFacts(lines) : []),
      ...this.saved(exceptionRegisters),
    ];
  }

  /** The registers of user mode that the kernel was entered with. */
  user({ call }: ValueFrame): Value[] {
    return call.userRegisters ? this.saved(call.userRegisters) : [];
  }

  /** The words of a frame's part of the stack, with the symbols and slabs that they lead to. */
  async stackWords({ task, call }: ValueFrame, signal?: AbortSignal): Promise<Value[]> {
    const words = await this.reader.onTask(
      task,
      async (run: RunCommand) => parseStackWords((await run('bt -FF')).text),
      { signal },
    );
    const own = call.sp === undefined ? undefined : words.get(call.sp);
    return own && own.length > 0
      ? own.map(({ address, text }) => ({
          name: `0x${address.toString(16)}`,
          text: /^[0-9a-f]{16}$/.test(text) ? `0x${text}` : text,
          address,
        }))
      : [{ name: 'none', text: 'crash shows no words of this frame.' }];
  }

  private saved(registers: ReadonlyMap<string, bigint>): Value[] {
    return this.shown([...registers].map(([name, value]) => ({ name, value })));
  }

  private shown(registers: readonly Register[]): Value[] {
    return registers.map(({ name, value, lost }) => {
      if (value === undefined) {
        const why = lost ? 'the call did not keep it' : 'nothing on the stack tells it';
        return { name, text: `<not known: ${why}>`, missing: true };
      }
      const hex = `0x${value.toString(16).padStart(16, '0')}`;
      const plain =
        this.addressBits !== undefined && /^(?:x30|lr|pc)$/i.test(name)
          ? signedAddress(value, this.addressBits)
          : undefined;
      const words =
        plain === undefined
          ? registerWords(name, value)
          : `signed; without its signature 0x${plain.toString(16)}`;
      const at = plain ?? value;
      return {
        name,
        text: words === undefined ? hex : `${hex} (${words})`,
        ...(isAddress(at) ? { address: at } : {}),
      };
    });
  }
}

/** Registers that a function may change without putting them back (System V ABI, AAPCS64). */
const NOT_KEPT = /^(?:r[acd]x|r[sd]i|r8|r9|r1[01]|x\d|x1[0-8])$/;

/**
 * gdb shows what a call may have changed as if it had been kept: only an interrupted frame has it. An
 * interrupted frame's flags are among what its exception saved.
 */
function known(registers: readonly Register[], call: CallFrame): Register[] {
  return registers.map((register) => {
    const { name, value } = register;
    if (call.interrupted !== true && NOT_KEPT.test(name)) {
      return { name, lost: true };
    }
    const flags = call.exceptionRegisters?.get(FLAGS[name] ?? '');
    return value === undefined && flags !== undefined ? { name, value: flags } : register;
  });
}

/** The flags by gdb's name → by crash's. */
const FLAGS: Readonly<Record<string, string>> = { eflags: 'RFLAGS', cpsr: 'PSTATE' };

function isAddress(value: bigint): boolean {
  return value >> 47n === 0x1ffffn && value < (1n << 64n) - 4096n;
}
