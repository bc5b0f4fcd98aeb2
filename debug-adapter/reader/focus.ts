import type { CallFrame, Frame } from '../model/frame';
import { exceptionName, isInterrupt } from './exception-name';

/**
 * Which frame a person wants to see first: the one that took the exception; else the caller of
 * `panic()`; else the top. What may be left over on the stack (`? _printk` between `panic` and its
 * caller) is none of these where a sure call stands below it. An interrupt in which the kernel panicked by itself (a sysrq typed on a
 * keyboard) has hit innocent code, and then the caller of `panic()` comes first.
 */
export function focusOf(frames: readonly Frame[]): number {
  const exception = exceptionIndex(frames);
  const panic = sureCall(frames, 0, isPanic);
  const panicCaller = panic < 0 ? -1 : sureCall(frames, panic + 1, (call) => !isPanic(call));
  if (exception < 0) {
    return panicCaller >= 0 ? panicCaller : Math.max(0, sureCall(frames, 0));
  }
  const entry = frames
    .slice(0, exception)
    .findLast((frame): frame is CallFrame => frame.kind === 'call');
  const byInterrupt = isInterrupt(exceptionName(entry?.symbol?.name ?? entry?.functionName ?? ''));
  return byInterrupt && panicCaller >= 0 && panicCaller < exception ? panicCaller : exception;
}

/** The interrupted call, or the one that jumped to where no code is. */
function exceptionIndex(frames: readonly Frame[]): number {
  const index = frames.findIndex((frame) =>
    frame.kind === 'call' ? frame.exception : frame.badJump === true,
  );
  return frames[index]?.kind === 'label' ? nextCall(frames, index) : index;
}

/** Marks the calls above the focus as the code that handled the crash. */
export function markHandlers(frames: readonly Frame[], focus: number): Frame[] {
  return frames.map((frame, index) =>
    frame.kind === 'call' && index < focus ? { ...frame, handler: true } : frame,
  );
}

function isPanic(frame: CallFrame): boolean {
  return !frame.inlined && /^(v?panic|nmi_panic)$/.test(frame.functionName);
}

/** The next call that is no mere leftover; where none is sure, the next of any kind. */
function sureCall(
  frames: readonly Frame[],
  from: number,
  wanted: (call: CallFrame) => boolean = () => true,
): number {
  const sure = nextCall(frames, from, (call) => call.confirmed && wanted(call));
  return sure < 0 ? nextCall(frames, from, wanted) : sure;
}

function nextCall(
  frames: readonly Frame[],
  from: number,
  wanted: (call: CallFrame) => boolean = () => true,
): number {
  return frames.findIndex(
    (frame, index) => index >= from && frame.kind === 'call' && wanted(frame),
  );
}
