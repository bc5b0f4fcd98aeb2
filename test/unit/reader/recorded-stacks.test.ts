import assert from 'node:assert/strict';
import type { BacktraceEntry } from '../../../debug-adapter/commands/bt';
import type { PhysicalFrame } from '../../../debug-adapter/reader/stack-merge';
import { checkGolden } from './golden';
import { readRecording, recordingNames } from './recording';
import { describeStack, wholeStack, type WholeStack } from './whole-stack';

/** The pcs that `bt` gives, each exception among them; the one that it repeats as a frame once. */
function pcsOf(entries: readonly BacktraceEntry[]): bigint[] {
  const pcs: bigint[] = [];
  let exception: bigint | undefined;
  for (const entry of entries) {
    if (entry.kind === 'frame') {
      if (entry.pc !== exception) {
        pcs.push(entry.pc);
      }
      exception = undefined;
    } else if (entry.kind === 'exception' && entry.pc !== undefined && entry.pc >> 63n === 1n) {
      exception = entry.pc;
      pcs.push(entry.pc);
    }
  }
  return pcs;
}

function physicalOf(stack: WholeStack): PhysicalFrame[] {
  return stack.merged.flatMap((entry) => (entry.kind === 'physical' ? [entry] : []));
}

/** Frames of `bt`, without those that only gdb has. */
function ofBt(stack: WholeStack): PhysicalFrame[] {
  return physicalOf(stack).filter((frame) => !frame.realIfBetween);
}

describe('recorded stacks', () => {
  for (const name of recordingNames()) {
    describe(name, () => {
      const recording = readRecording(name);
      const { entries, unparsed, noStack } = recording.backtrace;
      let stack: WholeStack;

      before(async () => {
        stack = await wholeStack(recording);
      });

      it('is as reviewed', () => {
        assert.deepEqual(unparsed, []);
        checkGolden(name, describeStack(stack));
      });

      it('keeps the frames and the order of bt, but for what gdb steps over', () => {
        const wanted = pcsOf(entries);
        const kept = ofBt(stack);
        let at = 0;
        for (const [index, frame] of kept.entries()) {
          const next = wanted.indexOf(frame.pc, at);
          assert.ok(next >= 0, `${frame.pc.toString(16)} is no frame of bt here`);
          if (next > at) {
            // Left out: gdb's unwinder goes from the frame above straight to this one.
            assert.ok(frame.functions && kept[index - 1]?.functions, frame.pc.toString(16));
          }
          at = next + 1;
        }
      });

      it('ends where bt ends', () => {
        assert.equal(physicalOf(stack).at(-1)?.pc, pcsOf(entries).at(-1));
        assert.equal(physicalOf(stack).length === 0, noStack);
      });

      it('flags the frame of each exception once', () => {
        const wanted = entries.flatMap((entry) =>
          entry.kind === 'exception' && (entry.pc ?? 0n) >> 63n === 1n ? [entry.pc] : [],
        );
        const physical = physicalOf(stack).filter((frame) => frame.interrupted);
        const calls = stack.frames.filter((frame) => frame.kind === 'call' && frame.exception);
        assert.deepEqual(
          physical.map((frame) => frame.pc),
          wanted,
        );
        assert.equal(calls.length, wanted.length);
        assert.ok(physical.every((frame) => frame.lookup === frame.pc));
      });

      it('shows what bt repeats after an NMI once', () => {
        const physical = ofBt(stack);
        physical.forEach((frame, index) => {
          assert.ok(!frame.interrupted || physical[index + 1]?.pc !== frame.pc);
        });
      });

      it('looks callers up inside the call', () => {
        for (const frame of physicalOf(stack).filter((candidate) => !candidate.interrupted)) {
          assert.equal(frame.lookup, frame.pc - 1n);
        }
      });

      it('doubts only frames with which bt goes on alone', () => {
        let gdbCame = false;
        for (const frame of physicalOf(stack)) {
          gdbCame ||= frame.functions !== undefined;
          assert.equal(frame.confirmed || frame.functions === undefined, true);
          assert.equal(frame.confirmed || gdbCame, true);
        }
      });

      it('shows no frame outside the kernel and no nameless one', () => {
        for (const frame of stack.frames) {
          if (frame.kind === 'call') {
            assert.ok((frame.pc ?? 0n) >> 63n === 1n);
            assert.notEqual(frame.functionName, '??');
          }
        }
      });
    });
  }
});

describe('crash 8.0.6, whose gdb sees one stack of a task,', () => {
  const names = recordingNames().filter((name) => name.includes('-9.0.2-'));

  for (const name of names) {
    it(`agrees with 9.0.2 from the focus on: ${name.replace('-9.0.2', '')}`, async () => {
      const [newer, older] = await Promise.all(
        [name, name.replace('-9.0.2-', '-8.0.6-')].map((one) => wholeStack(readRecording(one))),
      );
      assert.ok(newer && older);
      const [fromNewer, fromOlder] = [afterFocus(newer), afterFocus(older)];
      assert.deepEqual(fromOlder.pcs, fromNewer.pcs);
      // Where gdb of 8.0.6 did not go, its lines are looked up: nothing to compare.
      for (const [pc, lines] of fromOlder.lines) {
        const seen = fromNewer.lines.get(pc);
        assert.deepEqual(lines, seen ?? lines);
      }
    });
  }
});

function afterFocus(stack: WholeStack): { pcs: bigint[]; lines: Map<bigint, string[]> } {
  const pcs: bigint[] = [];
  const lines = new Map<bigint, string[]>();
  for (const frame of stack.frames.slice(stack.focus)) {
    if (frame.kind !== 'call' || frame.pc === undefined) {
      continue;
    }
    if (pcs.at(-1) !== frame.pc) {
      pcs.push(frame.pc);
    }
    if (frame.source) {
      const line = `${frame.functionName} ${frame.source.file}:${frame.source.line}`;
      lines.set(frame.pc, [...(lines.get(frame.pc) ?? []), line]);
    }
  }
  return { pcs, lines };
}
