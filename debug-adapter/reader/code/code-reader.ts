import { parseSymList } from '../../commands/sym-list';
import type { CrashProcess, RunCommand } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import type { Instruction } from '../../model/instruction';
import type { LineLookup } from '../line-lookup';
import type { MemoryReader } from '../memory/memory-reader';
import type { ModuleSymbols } from '../module-symbols';
import { decode } from './decoder';
import { SymbolMap, type CodeBlock } from './symbol-map';

/** A window on the code around an address. */
export interface CodeWindow {
  readonly address: bigint;
  /** The address is what a call returns to: the window is counted from the call. */
  readonly call: boolean;
  /** The first instruction of the window, counted from the one at the address; may be negative. */
  readonly first: number;
  readonly count: number;
}

/** Decoded code around an address, in order: what comes before it, and what begins there. */
interface Surroundings {
  readonly before: Instruction[];
  readonly after: Instruction[];
  start: bigint;
  end: bigint;
}

/** Decoded blocks that are kept. */
const MOST_BLOCKS = 64;
/** Of code that belongs to no symbol, this much is decoded from an address on. */
const UNNAMED_BYTES = 1024n;

/** The code of the kernel and its modules, as it is in the dump. */
export class CodeReader {
  private map: { readonly generation: number; readonly symbols: SymbolMap } | undefined;
  private readonly blocks = new Map<bigint, readonly Instruction[]>();

  /** @param step bytes between the addresses of what fills a window up where there is no code */
  constructor(
    private readonly crash: CrashProcess,
    private readonly modules: ModuleSymbols,
    private readonly lines: LineLookup,
    private readonly memory: MemoryReader,
    private readonly step: bigint,
  ) {}

  /** Every symbol of the kernel and its modules. */
  symbols(priority = Priority.Normal, signal?: AbortSignal): Promise<SymbolMap> {
    return this.crash.exclusive(priority, signal, (run) => this.symbolsNow(run));
  }

  /**
   * Exactly the instructions of a window, with their lines. Where there is no code, entries without
   * bytes fill it up. Decoding begins at the start of a function, never in the middle, so that what
   * comes before an address is right, too.
   */
  async window(window: CodeWindow, signal?: AbortSignal): Promise<readonly Instruction[]> {
    const { first, count } = window;
    const around = await this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      await this.prepare(window.address, run);
      const code = await this.surroundings(window, run);
      while (code.after.length < first + count && (await this.extendAfter(code, run)));
      while (code.before.length < -first && (await this.extendBefore(code, run)));
      return code;
    });
    const entries = Array.from({ length: count }, (_, index) => this.entry(around, first + index));
    return Promise.all(entries.map((instruction) => this.withLine(instruction)));
  }

  /** The function around an address, from its start to its end, without lines; may be none. */
  functionAt(address: bigint, signal?: AbortSignal): Promise<readonly Instruction[]> {
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      const block = (await this.symbolsNow(run)).blockAt(address);
      return block ? this.decoded(block, run) : [];
    });
  }

  /** What lines need: how far the kernel was moved, and the debug info of the module. */
  private async prepare(address: bigint, run: RunCommand): Promise<void> {
    await this.lines.prepare(run);
    const block = (await this.symbolsNow(run)).blockAt(address);
    if (block?.module !== undefined) await this.modules.ensure(block.module, run);
  }

  private async surroundings(
    { address, call }: CodeWindow,
    run: RunCommand,
  ): Promise<Surroundings> {
    const inside = call ? address - 1n : address;
    const block = (await this.symbolsNow(run)).blockAt(inside);
    if (!block) {
      const after = await decode(address, address + UNNAMED_BYTES, await this.tools(run));
      // The end of what was asked for may lie in the middle of an instruction.
      return { before: [], after, start: address, end: address };
    }
    const { start, end } = block;
    const all = await this.decoded(block, run);
    const at = all.findLastIndex((instruction) => instruction.address <= inside);
    if (call || all[at]?.address === address) {
      return { before: all.slice(0, at), after: all.slice(at), start, end };
    }
    // The kernel jumped into the middle of an instruction, or somebody looks there.
    const after = await decode(address, end, await this.tools(run));
    return { before: all.slice(0, at), after, start, end };
  }

  /** Goes on with the code after what is decoded; false where there is none. */
  private async extendAfter(code: Surroundings, run: RunCommand): Promise<boolean> {
    if (code.start === code.end) return false;
    const next = (await this.symbolsNow(run)).blockAt(code.end);
    if (next?.start !== code.end) return false;
    code.after.push(...(await this.decoded(next, run)));
    code.end = next.end;
    return true;
  }

  private async extendBefore(code: Surroundings, run: RunCommand): Promise<boolean> {
    if (code.start === code.end || code.start === 0n) return false;
    const previous = (await this.symbolsNow(run)).blockAt(code.start - 1n);
    if (!previous) return false;
    code.before.unshift(...(await this.decoded(previous, run)));
    code.start = previous.start;
    return true;
  }

  private entry({ before, after }: Surroundings, index: number): Instruction {
    const known = index < 0 ? before[before.length + index] : after[index];
    if (known) return known;
    const beyond = index < 0 ? index + before.length : index - after.length + 1;
    const edge = (index < 0 ? (before[0] ?? after[0]) : after.at(-1))?.address ?? 0n;
    return { address: BigInt.asUintN(64, edge + BigInt(beyond) * this.step), text: '(no code)' };
  }

  private async decoded(block: CodeBlock, run: RunCommand): Promise<readonly Instruction[]> {
    const known = this.blocks.get(block.start);
    if (known) return known;
    const instructions = await decode(block.start, block.end, await this.tools(run));
    const [oldest] = this.blocks.keys();
    if (this.blocks.size >= MOST_BLOCKS && oldest !== undefined) this.blocks.delete(oldest);
    this.blocks.set(block.start, instructions);
    return instructions;
  }

  private async tools(run: RunCommand) {
    return { run, memory: this.memory, symbols: await this.symbolsNow(run) };
  }

  /** Asked anew once the debug info of a module has brought more. */
  private async symbolsNow(run: RunCommand): Promise<SymbolMap> {
    const { generation } = this.modules;
    if (this.map?.generation !== generation) {
      const symbols = new SymbolMap(parseSymList((await run('sym -l')).text));
      this.map = { generation, symbols };
      this.blocks.clear();
    }
    return this.map.symbols;
  }

  private async withLine(instruction: Instruction): Promise<Instruction> {
    const { address, bytes, symbol } = instruction;
    if (!bytes || !symbol) return instruction;
    const module = symbol.module === undefined ? {} : { module: symbol.module };
    const { functions } = await this.lines.lookup({
      pc: address,
      lookup: address,
      symbol,
      ...module,
    });
    const [innermost] = functions;
    return innermost?.file === undefined || innermost.line === undefined
      ? instruction
      : { ...instruction, source: { file: innermost.file, line: innermost.line } };
  }
}
