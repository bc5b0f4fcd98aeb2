import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { SourceLine } from '../../model/frame';
import type { Instruction } from '../../model/instruction';
import { displayText } from '../../protocol/display-text';
import { moved, parseMemoryReference } from '../../reader/memory/memory-reference';
import { partOf, type OpenedDump } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import { instructionBytes, symbolName } from '../instruction-text';
import type { Handler } from '../requests';
import { noReference, notSupported, unknownThing } from '../request-error';
import { foundSource, sourceName } from '../source-presenter';
import { wholeNumber } from '../whole-number';

/** A window of the view has 50; this is a program's. */
const MOST_INSTRUCTIONS = 20_000;

/** Exactly as many instructions as are asked for, before and after an address. */
export const disassemble: Handler<'disassemble', SessionContext> = async (
  context,
  args,
  signal,
) => {
  const dump = await context.dump();
  const reference = parseMemoryReference(args.memoryReference);
  if (!reference) {
    throw noReference();
  }
  if (reference.space === 'physical') {
    throw notSupported('Code is disassembled by address of the kernel, not by physical address.');
  }
  const count = wholeNumber(args.instructionCount);
  if (count === undefined || count < 0) {
    throw unknownThing('The count of a disassembly is a number of instructions.');
  }
  const first = wholeNumber(args.instructionOffset) ?? 0;
  if (count > MOST_INSTRUCTIONS || Math.abs(first) > MOST_INSTRUCTIONS) {
    throw notSupported(`At most ${MOST_INSTRUCTIONS} instructions are disassembled at once.`);
  }
  const offset = wholeNumber(args.offset) ?? 0;
  const { address } = moved(reference, offset);
  const call = reference.call && offset === 0;
  const window = { address, call, first, count };
  const instructions = await partOf(dump, 'code').window(window, signal);
  // A line whose file it cannot open leaves VS Code's row as it was before: of another instruction.
  const onlyFound = context.client.features()?.clientID === 'vscode';
  return { instructions: await presentAll(dump, instructions, onlyFound) };
};

async function presentAll(
  dump: OpenedDump,
  instructions: readonly Instruction[],
  onlyFound: boolean,
): Promise<P.DisassembledInstruction[]> {
  const presented: P.DisassembledInstruction[] = [];
  let file: string | undefined;
  for (const { address, text, bytes, symbol, source: named } of instructions) {
    const found = named && (await foundSource(dump, named));
    const source = onlyFound && !found ? undefined : named;
    // An instruction without a location has that of the one before; its line is always its own.
    const location =
      source && source.file !== file ? { location: found ?? missingSource(source) } : {};
    file = source?.file ?? file;
    presented.push({
      address: `0x${address.toString(16)}`,
      instruction: displayText(text),
      ...(bytes ? { instructionBytes: instructionBytes(bytes) } : {}),
      ...(symbol && bytes ? { symbol: displayText(symbolName(symbol)) } : {}),
      ...location,
      ...(source ? { line: source.line } : {}),
      ...(bytes ? {} : { presentationHint: 'invalid' }),
    });
  }
  return presented;
}

function missingSource({ file }: SourceLine): P.Source {
  return { name: sourceName(file), path: displayText(file) };
}
