import type { CallFrame, GdbPlace, SourceLine } from '../model/frame';
import type { MiFrame } from '../mi/stack';
import type { SymbolizedFunction } from '../vmlinux/symbolizer';
import { withoutSuffix } from './clone-suffix';
import type { PhysicalFrame } from './stack-merge';

/** What the debug info files say of a frame's `lookup` address. */
export type Symbolized =
  | { readonly functions: readonly SymbolizedFunction[] }
  | {
      readonly functions: readonly [];
      /** Why they say nothing, for a person. */
      readonly missing: string;
      /** Whether gdb's line of the instruction after the call is that of the call, too. */
      readonly gdbLineHolds?: boolean;
    };

export type FrameSymbolizer = (frame: PhysicalFrame) => Promise<Symbolized>;

/**
 * The calls that one physical frame stands for: functions inlined at its pc first. The debug info
 * itself is asked before gdb, which only takes rows of the line table that are marked as statements,
 * and so names a wrong line now and then (`rcu_tasks_one_gp` of 6.12: 536 for 610).
 */
export async function callFrames(
  frame: PhysicalFrame,
  symbolize: FrameSymbolizer,
): Promise<CallFrame[]> {
  const fromGdb = frame.functions?.filter((entry) => entry.functionName !== undefined) ?? [];
  const symbolized = await symbolize(frame);
  if (symbolized.functions.length > 0) {
    return toCalls(
      frame,
      symbolized.functions.map((entry, index) => ofSymbolizer(entry, fromGdb[index])),
    );
  }
  const gdbLineHolds =
    !frame.lineIsAfterCall || ('missing' in symbolized && symbolized.gdbLineHolds === true);
  if (fromGdb.length > 0 && gdbLineHolds && !misnamed(frame, fromGdb)) {
    return toCalls(frame, fromGdb.map(ofGdb));
  }
  const missing = 'missing' in symbolized ? symbolized.missing : undefined;
  const functionName =
    frame.symbol?.name ?? fromGdb.at(-1)?.functionName ?? `0x${frame.pc.toString(16)}`;
  return toCalls(frame, [{ functionName }], missing ?? 'The debug info knows no line here.');
}

/**
 * Whether gdb and crash name different functions in a module: gdb inside crash 8.0.6 misplaces some
 * sections of modules of Linux 6.4 and later, so that lab_account becomes lab_exit.
 */
function misnamed(frame: PhysicalFrame, fromGdb: readonly MiFrame[]): boolean {
  const byCrash = frame.module === undefined ? undefined : frame.symbol?.name;
  const byGdb = fromGdb.at(-1)?.functionName;
  return byCrash !== undefined && withoutSuffix(byCrash) !== withoutSuffix(byGdb ?? byCrash);
}

interface NamedPlace {
  readonly functionName: string;
  readonly source?: SourceLine;
}

function ofGdb(frame: MiFrame): NamedPlace {
  const functionName = frame.functionName ?? '??';
  const { file, fullname, line } = frame;
  if (file === undefined || line === undefined) {
    return { functionName };
  }
  const compiledAs = fullname === undefined || fullname === file ? {} : { compiledAs: fullname };
  return { functionName, source: { file, ...compiledAs, line } };
}

/** gdb, where it names the same place, has the path as the debug info itself has it. */
function ofSymbolizer(
  { functionName, file, line }: SymbolizedFunction,
  gdb: MiFrame | undefined,
): NamedPlace {
  if (file === undefined || line === undefined) {
    return { functionName };
  }
  const same = gdb?.file !== undefined && gdb.file !== file && file.endsWith(`/${gdb.file}`);
  const source = same ? { file: gdb.file, compiledAs: file, line } : { file, line };
  return { functionName, source };
}

function toCalls(
  frame: PhysicalFrame,
  places: readonly NamedPlace[],
  missing = 'The debug info names the function here, but no line.',
): CallFrame[] {
  return places.map((place, index) => {
    const physical = index === places.length - 1;
    return {
      kind: 'call',
      // Assembly has local labels that the debug info does not name, and crash does.
      functionName:
        physical && frame.symbol !== undefined && isAssembly(place)
          ? frame.symbol.name
          : place.functionName,
      pc: frame.pc,
      ...(physical && frame.symbol ? { symbol: frame.symbol } : {}),
      inlined: !physical,
      ...(place.source ? { source: place.source } : { sourceMissing: missing }),
      ...(frame.module === undefined ? {} : { module: frame.module }),
      confirmed: frame.confirmed,
      ...placeInGdb(frame, places, index),
      ...(frame.sp === undefined ? {} : { sp: frame.sp }),
      // Of functions inlined at an interrupted pc, the innermost is the one that was running.
      exception: frame.interrupted && index === 0,
      ...(frame.interrupted ? { interrupted: true } : {}),
      handler: false,
    };
  });
}

/**
 * gdb's frame for one of the functions, if it has the same ones inlined there: then its variables
 * are those of the function that is shown.
 */
function placeInGdb(
  { functions = [], gdbStack }: PhysicalFrame,
  places: readonly NamedPlace[],
  index: number,
): { readonly gdb?: GdbPlace } {
  const same =
    functions.length === places.length &&
    places.every(
      ({ functionName }, at) =>
        withoutSuffix(functionName) === withoutSuffix(functions[at]?.functionName ?? ''),
    );
  const level = functions[index]?.level;
  return same && gdbStack !== undefined && level !== undefined
    ? { gdb: { stack: gdbStack, level } }
    : {};
}

function isAssembly(place: NamedPlace): boolean {
  return place.source !== undefined && /\.S$/.test(place.source.file);
}
