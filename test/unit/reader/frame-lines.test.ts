import assert from 'node:assert/strict';
import type { MiFrame } from '../../../debug-adapter/mi/stack';
import { callFrames, type Symbolized } from '../../../debug-adapter/reader/frame-lines';
import type { PhysicalFrame } from '../../../debug-adapter/reader/stack-merge';

const PC = 0xffffffff81000020n;

function gdb(functionName: string | undefined, file?: string, line?: number): MiFrame {
  return {
    level: 0,
    address: PC,
    ...(functionName === undefined ? {} : { functionName }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

const FRAME: PhysicalFrame = {
  kind: 'physical',
  pc: PC,
  lookup: PC - 1n,
  interrupted: false,
  symbol: { name: 'outer', offset: 32 },
  lineIsAfterCall: false,
  confirmed: true,
};

const NOTHING: Symbolized = { functions: [], missing: 'install elfutils' };
const KNOWN: Symbolized = {
  functions: [
    { functionName: 'inner', file: 'a.h', line: 3 },
    { functionName: 'outer', file: 'a.c', line: 7 },
  ],
};

/** `inner* a.h:3`: `*` is inlined, `!` took the exception; without a line, why. */
async function outline(frame: PhysicalFrame, symbolized: Symbolized): Promise<string[]> {
  const calls = await callFrames(frame, () => Promise.resolve(symbolized));
  return calls.map((call) => {
    const signs = `${call.inlined ? '*' : ''}${call.exception ? '!' : ''}`;
    const place = call.source ? `${call.source.file}:${call.source.line}` : call.sourceMissing;
    assert.equal(call.pc, frame.pc);
    assert.equal(call.symbol !== undefined, !call.inlined && frame.symbol !== undefined);
    return `${call.functionName}${signs} ${place}`;
  });
}

function check(
  name: string,
  frame: Partial<PhysicalFrame>,
  symbolized: Symbolized,
  expected: readonly string[],
): void {
  it(name, async () => {
    assert.deepEqual(await outline({ ...FRAME, ...frame }, symbolized), expected);
  });
}

describe('the calls of one physical frame', () => {
  const both = [gdb('inner', 'a.h', 3), gdb('outer', 'a.c', 7)];

  check('gdb’s own', { functions: both }, NOTHING, ['inner* a.h:3', 'outer a.c:7']);
  check(
    'of an interrupted one the innermost took it',
    { functions: both, interrupted: true },
    NOTHING,
    ['inner*! a.h:3', 'outer a.c:7'],
  );
  check('gdb did not see it', {}, KNOWN, ['inner* a.h:3', 'outer a.c:7']);
  check(
    'gdb names the line after the call',
    { functions: [gdb('outer', 'a.c', 9)], lineIsAfterCall: true },
    KNOWN,
    ['inner* a.h:3', 'outer a.c:7'],
  );
  check(
    'which is shown only where it is that of the call, too',
    { functions: [gdb('outer', 'a.c', 9)], lineIsAfterCall: true },
    NOTHING,
    ['outer install elfutils'],
  );
  check(
    'as the reader may know',
    { functions: [gdb('outer', 'a.c', 9)], lineIsAfterCall: true },
    { functions: [], missing: 'x', gdbLineHolds: true },
    ['outer a.c:9'],
  );
  check('nobody knows it', {}, NOTHING, ['outer install elfutils']);
  it('nor its name', async () => {
    const { kind, pc, lookup, interrupted, lineIsAfterCall, confirmed } = FRAME;
    const nameless = { kind, pc, lookup, interrupted, lineIsAfterCall, confirmed };
    assert.deepEqual(await outline(nameless, NOTHING), ['0xffffffff81000020 install elfutils']);
  });
  check('a function without a line', { functions: [gdb('outer')] }, NOTHING, [
    'outer The debug info names the function here, but no line.',
  ]);
  check('gdb says ??', { functions: [gdb(undefined)] }, KNOWN, ['inner* a.h:3', 'outer a.c:7']);
  check(
    'assembly: crash knows the local label',
    {
      functions: [gdb('entry_SYSCALL_64', 'arch/x86/entry/entry_64.S', 121)],
      symbol: { name: 'entry_SYSCALL_64_after_hwframe', offset: 110 },
    },
    NOTHING,
    ['entry_SYSCALL_64_after_hwframe arch/x86/entry/entry_64.S:121'],
  );
  check(
    'C: the debug info knows the function',
    {
      functions: [gdb('page_fault_oops', 'fault.c', 717)],
      symbol: { name: 'page_fault_oops.cold', offset: 559 },
    },
    NOTHING,
    ['page_fault_oops fault.c:717'],
  );

  const inModule = { module: 'labcrash', symbol: { name: 'lab_account', offset: 16 } };
  check('in a module', { ...inModule, functions: [gdb('lab_account', 'l.c', 56)] }, NOTHING, [
    'lab_account l.c:56',
  ]);
  check(
    'in a module, a clone',
    {
      ...inModule,
      symbol: { name: 'lab_submit.isra.0', offset: 1 },
      functions: [gdb('lab_submit', 'l.c', 81)],
    },
    NOTHING,
    ['lab_submit l.c:81'],
  );
  check(
    'in a module, gdb of crash 8.0.6 names another function',
    { ...inModule, functions: [gdb('lab_exit', 'l.c', 153)] },
    { functions: [{ functionName: 'lab_account', file: 'l.c', line: 56 }] },
    ['lab_account l.c:56'],
  );
  check(
    'in a module, an alias that its file does not know',
    {
      ...inModule,
      symbol: { name: 'init_module', offset: 1 },
      functions: [gdb('lab_init', 'l.c', 12)],
    },
    NOTHING,
    ['init_module install elfutils'],
  );
});
