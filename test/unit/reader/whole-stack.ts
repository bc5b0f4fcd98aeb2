import { basename } from 'node:path/posix';
import type { CallFrame, Frame } from '../../../debug-adapter/model/frame';
import { focusOf, markHandlers } from '../../../debug-adapter/reader/focus';
import { callFrames } from '../../../debug-adapter/reader/frame-lines';
import {
  machineConventions,
  mergeStack,
  type MergedFrame,
  type PhysicalFrame,
} from '../../../debug-adapter/reader/stack-merge';
import type { Recording } from './recording';

export interface WholeStack {
  readonly merged: readonly MergedFrame[];
  readonly frames: readonly Frame[];
  /** The physical frame that each of `frames` is of; undefined for labels. */
  readonly physical: readonly (PhysicalFrame | undefined)[];
  readonly focus: number;
}

/** Stands for a line that only the debug info files would tell. */
const TO_LOOK_UP = 'look up';

/** The module area of x86-64 (Documentation/arch/x86/x86_64/mm.rst). */
const MODULES = 0xffffffffc0000000n;

/** What the reader makes of one task, without the debug info files and without reading the stack. */
export async function wholeStack({ backtrace, gdbStacks }: Recording): Promise<WholeStack> {
  const merged = mergeStack(backtrace, gdbStacks, machineConventions('x86_64'), (pc) =>
    pc >= MODULES ? 'labcrash' : undefined,
  );
  const frames: Frame[] = [];
  const physical: (PhysicalFrame | undefined)[] = [];
  for (const entry of merged) {
    const own: readonly Frame[] =
      entry.kind === 'mark'
        ? [{ kind: 'label', text: entry.text, ...(entry.badJump ? { badJump: true } : {}) }]
        : await callFrames(entry, () => Promise.resolve({ functions: [], missing: TO_LOOK_UP }));
    frames.push(...own);
    physical.push(...own.map(() => (entry.kind === 'physical' ? entry : undefined)));
  }
  const focus = focusOf(frames);
  return { merged, frames: markHandlers(frames, focus), physical, focus };
}

/** One line a frame: `=> ffffffffc0521020 lab_account labcrash.c:56 [labcrash] exception`. */
export function describeStack({ frames, physical, focus }: WholeStack): string {
  const lines = frames.map((frame, index) => {
    const sign = index === focus ? '=>' : frame.kind === 'call' && frame.handler ? ' .' : '  ';
    if (frame.kind === 'label') {
      return `${sign} --- ${frame.text}`;
    }
    return [sign, (frame.pc ?? 0n).toString(16), ...describeCall(frame, physical[index])].join(' ');
  });
  return `${lines.join('\n')}\n`;
}

function describeCall(frame: CallFrame, physical: PhysicalFrame | undefined): string[] {
  const { source, symbol } = frame;
  // A module was built in a folder of the machine where it was made, which tells nothing.
  const file = frame.module === undefined ? source?.file : basename(source?.file ?? '');
  const back = physical ? physical.pc - physical.lookup : 0n;
  const name = symbol !== undefined && symbol.name !== frame.functionName ? symbol.name : '';
  return [
    `${frame.confirmed ? '' : '? '}${frame.functionName}`,
    ...(source ? [`${file}:${source.line}`] : [`(${TO_LOOK_UP} at pc-${back})`]),
    ...(frame.inlined ? ['[inlined]'] : []),
    ...(name === '' ? [] : [`<${name}+${symbol?.offset ?? 0}>`]),
    ...(frame.module === undefined ? [] : [`[${frame.module}]`]),
    ...(frame.exception ? ['exception'] : []),
    ...(physical?.realIfBetween ? ['if on the stack'] : []),
  ];
}
