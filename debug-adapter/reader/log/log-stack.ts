import type { CpuRegisters } from '../../dumpfile/cpu-registers';
import type { CallTrace, TraceEntry } from '../../kernel-log/call-trace';
import type { LogAddress } from '../../kernel-log/log-address';
import type { CallFrame, Frame, Stack } from '../../model/frame';
import type { SymbolizedFunction } from '../../vmlinux/symbolizer';
import { exceptionName } from '../exception-name';
import { focusOf, markHandlers } from '../focus';
import type { LogPlaces } from './log-places';

/** The stack that a call trace of the log shows: each line with its functions and lines. */
export async function stackOfTrace(trace: CallTrace, places: LogPlaces): Promise<Stack> {
  const frames: Frame[] = [{ kind: 'label', text: 'as the kernel log tells it' }];
  let above: string | undefined;
  for (const entry of trace.entries) {
    if (entry.kind === 'label') {
      frames.push({ kind: 'label', text: entry.text });
      continue;
    }
    const exception = entry.interrupted && above !== undefined ? exceptionName(above) : undefined;
    if (exception !== undefined) {
      frames.push({ kind: 'label', text: exception });
    }
    frames.push(...(await callsOf(entry, places)));
    above = entry.place.name;
  }
  const focus = focusOf(frames);
  return { frames: markHandlers(frames, focus), focus };
}

async function callsOf(
  { place, reliable, interrupted }: Extract<TraceEntry, { kind: 'call' }>,
  places: LogPlaces,
): Promise<CallFrame[]> {
  const { functions, pc, missing } = await places.of(place);
  const frame = {
    kind: 'call',
    ...(pc === undefined ? {} : { pc }),
    symbol: { name: place.name, offset: place.offset },
    ...(place.module === undefined ? {} : { module: place.module }),
    confirmed: reliable,
    handler: false,
  } as const;
  return functionsOrName(functions, place).map((found, index, all) => ({
    ...frame,
    functionName: nameOf(found, place, index === all.length - 1),
    inlined: index < all.length - 1,
    ...sourceOf(found, missing),
    // Of functions inlined at an interrupted instruction, the innermost was running.
    exception: interrupted && index === 0,
    ...(interrupted && { interrupted }),
  }));
}

function functionsOrName(
  functions: readonly SymbolizedFunction[],
  { name, offset, kind }: LogAddress,
): readonly SymbolizedFunction[] {
  if (functions.length > 0) {
    return functions;
  }
  // The call that never returns is the last of the function before the one that the kernel names.
  const before = offset === 0 && kind === 'returns';
  return [{ functionName: before ? `(the function before ${name})` : name }];
}

/** Assembly has local labels that only the log's symbol names. */
function nameOf(found: SymbolizedFunction, { name }: LogAddress, physical: boolean): string {
  return physical && /\.S$/.test(found.file ?? '') ? name : found.functionName;
}

function sourceOf(
  { file, line }: SymbolizedFunction,
  missing: string | undefined,
): Pick<CallFrame, 'source' | 'sourceMissing'> {
  return file !== undefined && line !== undefined
    ? { source: { file, line } }
    : { sourceMissing: missing ?? 'The debug info knows no line here.' };
}

/** The one frame that the registers of a CPU show: where it was. */
export async function stackOfRegisters(
  { registers }: CpuRegisters,
  places: LogPlaces,
): Promise<Stack> {
  const pc = registers.get('rip') ?? registers.get('pc') ?? registers.get('eip');
  const end = 'the callers are not known: only the registers of this CPU are in the dump';
  if (pc === undefined || !isKernelAddress(pc)) {
    const text = pc === undefined ? 'no program counter' : `user mode at 0x${pc.toString(16)}`;
    return { frames: [{ kind: 'label', text }], focus: 0 };
  }
  const { functions, missing } = await places.at(pc);
  const names = functions.length > 0 ? functions : [{ functionName: `0x${pc.toString(16)}` }];
  const frames = names.map((found, index): Frame => ({
    kind: 'call',
    functionName: found.functionName,
    pc,
    inlined: index < names.length - 1,
    ...sourceOf(found, missing),
    confirmed: true,
    exception: false,
    interrupted: true,
    handler: false,
  }));
  return { frames: [...frames, { kind: 'label', text: end }], focus: 0 };
}

/** The kernel has the upper half of a 64-bit address space, and mostly of a 32-bit one. */
function isKernelAddress(address: bigint): boolean {
  return address > 0xffff_ffffn ? address >> 63n === 1n : address >> 31n === 1n;
}
