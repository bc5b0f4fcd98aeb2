/** One stack of the adapter against the truth about it. */
import path from 'node:path';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { pcOf } from '../support/dap-client';
import type { TrueFrame, TrueTask } from './truth';

export interface Comparison {
  /** How many true frames were looked at. */
  readonly compared: number;
  /** How many frames beyond a switch of stacks are not there: no tool that the adapter has finds them. */
  readonly lost: number;
  readonly mismatches: readonly string[];
}

/**
 * Every frame, inlined ones too, must be there, in order, with function, file and line. Beyond a
 * switch of stacks that only this truth follows, frames may be lost, and a frame that is not true
 * must be marked as doubtful.
 */
export function compareStack(
  frames: readonly P.StackFrame[],
  { handler, stack, whole }: TrueTask,
): Comparison {
  const got = frames.filter(({ presentationHint }) => presentationHint !== 'label');
  const expected = [...handler, ...stack];
  const mismatches: string[] = [];
  let at = 0;
  let lost = 0;
  let isBeyond = false;
  const add = (frames: readonly P.StackFrame[]) => {
    const sure = isBeyond ? frames.filter(({ name }) => !name.startsWith('? ')) : frames;
    mismatches.push(...sure.map((frame) => `too much: ${describe(frame)}`));
  };
  for (const [index, truth] of expected.entries()) {
    isBeyond ||= truth.beyond === true;
    const next = got.findIndex((frame, i) => i >= at && isPlace(frame, truth));
    if (next < 0) {
      if (isBeyond) lost++;
      else mismatches.push(`missing: ${describeTruth(truth)}`);
      continue;
    }
    add(got.slice(at, next));
    const frame = got[next] as P.StackFrame;
    at = next + 1;
    // Where nobody knows what lies below the handler, nobody knows where the eye shall fall.
    const hint =
      whole || stack.length > 0
        ? judgeHint(frame, index < handler.length && stack.length > 0)
        : undefined;
    const problem = judge(frame, truth) ?? hint;
    if (problem) {
      mismatches.push(`${problem}: ${describe(frame)}, in truth ${describeTruth(truth)}`);
    }
  }
  // What is below the end of an unfinished truth cannot be judged.
  if (whole) add(got.slice(at));
  return { compared: expected.length - lost, lost, mismatches };
}

/** Whether this frame stands for that one: the same function, or its alias, at the same address. */
function isPlace(frame: P.StackFrame, truth: TrueFrame): boolean {
  if (pcOf(frame) !== BigInt(truth.pc)) return false;
  const name = functionName(frame);
  // Compilers add endings such as .isra.0 and .cold to a function's symbol.
  const symbols = (truth.symbols ?? []).flatMap((symbol) => [symbol, symbol.split('.')[0]]);
  return name === truth.function || symbols.includes(name);
}

function judge(frame: P.StackFrame, truth: TrueFrame): string | undefined {
  if (truth.line !== null && frame.line !== truth.line) return 'wrong line';
  if (truth.file !== null && !isFile(frame, truth.file)) return 'wrong file';
  if (truth.inline !== frame.name.includes(' [inlined]')) return 'inlined or not';
  return undefined;
}

/** The eye shall fall on what the handler interrupted, or on the caller of panic(). */
function judgeHint(frame: P.StackFrame, isHandler: boolean): string | undefined {
  const isDimmed = frame.presentationHint === 'subtle';
  if (functionName(frame) === 'panic') return isDimmed ? undefined : 'not dimmed';
  return isDimmed === isHandler ? undefined : isDimmed ? 'dimmed' : 'not dimmed';
}

function isFile(frame: P.StackFrame, file: string): boolean {
  const wanted = withoutBuildFolder(file);
  const shown = path.posix.normalize(frame.source?.path ?? frame.source?.name ?? '');
  return shown === wanted || shown.endsWith(`/${wanted}`);
}

/** drgn gives names below the compile directory, eu-addr2line whole ones. */
function withoutBuildFolder(file: string): string {
  return path.posix
    .normalize(file)
    .replace(/^debian\/build\/build_[^/]*\//, '')
    .replace(/^\/build\/.*\/linux-[^/]*\//, '');
}

/** The name without what the adapter says about it: `? name [module] [inlined]`. */
function functionName({ name }: P.StackFrame): string {
  return name.replace(/^\? /, '').replace(/( \[[^\]]*\])+$/, '');
}

function describe(frame: P.StackFrame): string {
  const file = frame.source?.path ?? frame.source?.name ?? '?';
  return `${frame.instructionPointerReference ?? '?'} ${frame.name} ${file}:${frame.line}`;
}

function describeTruth({ pc, function: name, inline, file, line }: TrueFrame): string {
  return `${pc} ${name}${inline ? ' [inlined]' : ''} ${file ?? '?'}:${line ?? '?'}`;
}
