import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { CallFrame, Frame } from '../model/frame';
import type { OpenedDump } from '../reader/opened-dump';
import { callReference, memoryReference } from '../reader/memory/memory-reference';
import type { SessionContext } from './context';
import { displayText } from '../protocol/display-text';
import { foundSource, sourceName } from './source-presenter';

export interface FrameInStack {
  readonly task: bigint;
  readonly frame: Frame;
  readonly index: number;
}

/** VS Code folds neighbours of one origin that are not to be stressed: "Show 10 More: …". */
const HANDLER = { presentationHint: 'deemphasize', origin: 'crash handling' } as const;

/** A frame in the words of DAP. */
export async function presentFrame(
  context: SessionContext,
  dump: OpenedDump,
  { task, frame, index }: FrameInStack,
): Promise<P.StackFrame> {
  const id = context.ids.frame(task, index);
  if (frame.kind === 'label') {
    return {
      id,
      name: displayText(frame.text),
      line: 0,
      column: 0,
      presentationHint: 'label',
    };
  }
  const source = await presentSource(context, dump, frame);
  return {
    id,
    name: frameName(frame),
    line: frame.source?.line ?? 1,
    // Unknown; VS Code then shows `54` instead of `54:1`, and more of the file's name.
    column: 0,
    source,
    ...codeReference(frame),
    ...(frame.module === undefined ? {} : { moduleId: frame.module }),
    // Clients choose the first frame that is not subtle to look at.
    presentationHint: frame.handler ? 'subtle' : 'normal',
  };
}

/** Leads to the instruction that was running, or to the call that the frame waits for. */
function codeReference({
  pc,
  interrupted,
}: CallFrame): Pick<P.StackFrame, 'instructionPointerReference'> {
  if (pc === undefined) return {};
  const place = { space: 'kernel', address: pc } as const;
  return { instructionPointerReference: interrupted ? memoryReference(place) : callReference(pc) };
}

/** As the kernel writes it in a call trace: `? ` before what may be left over on the stack. */
function frameName(frame: CallFrame): string {
  const name = displayText(frame.functionName);
  const module = frame.module === undefined ? '' : ` [${displayText(frame.module)}]`;
  const inlined = frame.inlined ? ' [inlined]' : '';
  return `${frame.confirmed ? '' : '? '}${name}${module}${inlined}`;
}

/** Where a frame's source is, or the generated text that stands in for it. */
export async function presentSource(
  context: SessionContext,
  dump: OpenedDump,
  frame: CallFrame,
): Promise<P.Source> {
  const hint = frame.handler ? HANDLER : {};
  if (!frame.source) {
    return {
      name: displayText(frame.functionName),
      sourceReference: context.ids.generatedSource(frame),
      origin: frame.sourceMissing ?? 'no line is known',
      ...hint,
    };
  }
  const found = await foundSource(dump, frame.source);
  if (found) {
    return { ...found, ...hint };
  }
  const { file } = frame.source;
  return {
    name: sourceName(file),
    path: displayText(file),
    sourceReference: context.ids.generatedSource(frame),
    origin: 'source not found: disassembly shown instead',
    ...hint,
  };
}
