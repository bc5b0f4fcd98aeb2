import { parseDis } from '../../commands/dis';
import type { RunCommand } from '../../crash/crash-process';
import type { Instruction } from '../../model/instruction';
import type { MemoryReader } from '../memory/memory-reader';
import { PAGE_BYTES } from '../memory/memory-source';
import type { SymbolMap } from './symbol-map';

/** Instructions that crash is asked for at once. */
const MOST_AT_ONCE = 512;
/** What an instruction of x86-64 has at most (Intel SDM, volume 2, section 2.3.11). */
const LONGEST_INSTRUCTION = 16;
/** An average instruction of the kernel has some 4 bytes. */
const FEWEST_BYTES = 3;

/** What decoding asks. */
export interface DecoderTools {
  readonly run: RunCommand;
  readonly memory: MemoryReader;
  readonly symbols: SymbolMap;
}

/**
 * The instructions of one block from an address in it on, in order and without gaps, as they are in
 * the dump: what the kernel patched at run time is patched. Where the dump has no memory, an entry
 * says so.
 */
export async function decode(
  from: bigint,
  end: bigint,
  { run, memory, symbols }: DecoderTools,
): Promise<Instruction[]> {
  const instructions: Instruction[] = [];
  for (let at = from; at < end;) {
    const count = Math.min(MOST_AT_ONCE, Math.ceil(Number(end - at) / FEWEST_BYTES) + 1);
    const shown = parseDis((await run(`dis -x ${at.toString(16)} ${count}`)).text);
    const known = shown[0]?.address === at ? shown : [];
    const last = known.at(-1)?.address ?? at;
    const { bytes, missing } = await memory.readUpToHole(
      { space: 'kernel', address: at },
      Number(last - at) + LONGEST_INSTRUCTION,
    );
    // How long an instruction is, only the next one tells.
    const whole = known.filter(({ address }) => address < last && address < end);
    if (whole.length === 0) {
      const why = missing ?? 'crash does not disassemble this';
      instructions.push({ address: at, text: `(${why})`, ...placed(at, symbols) });
      at = nextPage(at);
      continue;
    }
    for (const [index, { address, text }] of whole.entries()) {
      const next = known[index + 1]?.address ?? last;
      instructions.push({
        address,
        text: named(text, symbols),
        bytes: bytes.subarray(Number(address - at), Number(next - at)),
        ...placed(address, symbols),
      });
    }
    at = known[whole.length]?.address ?? last;
  }
  return instructions;
}

function placed(address: bigint, symbols: SymbolMap): Pick<Instruction, 'symbol'> {
  const symbol = symbols.nameAt(address);
  return symbol ? { symbol } : {};
}

/** A jump or call to where crash names nothing, as in some modules, with the symbol that lies there. */
function named(text: string, symbols: SymbolMap): string {
  const target = /^(?:call|j\w+|bl?|cbn?z|tbn?z)\b.*\b0x([0-9a-f]{6,16})$/.exec(text)?.[1];
  const symbol = target === undefined ? undefined : symbols.nameAt(BigInt(`0x${target}`));
  if (!symbol) return text;
  return `${text} <${symbol.name}${symbol.offset === 0 ? '' : `+0x${symbol.offset.toString(16)}`}>`;
}

function nextPage(address: bigint): bigint {
  const size = BigInt(PAGE_BYTES);
  return (address / size + 1n) * size;
}
