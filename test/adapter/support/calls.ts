/** The calls of a DAP stack, and how they compare with what drgn says. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { pcOf } from '../../support/dap-client';
import { sourcePath } from './source-path';
import type { ExpectedFrame } from './expected';

/** A frame that is a function, label frames left out. */
export interface Call {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly inlined: boolean;
  readonly pc: bigint;
  readonly module: string | undefined;
  readonly handler: boolean;
}

export function callsOf(frames: readonly P.StackFrame[]): Call[] {
  return frames
    .filter(({ presentationHint }) => presentationHint !== 'label')
    .map((frame) => ({
      name: frame.name.replace(/( \[[^\]]*\])+$/, ''),
      file: sourcePath(frame.source),
      line: frame.line,
      inlined: frame.name.endsWith(' [inlined]'),
      pc: pcOf(frame) ?? 0n,
      module: frame.moduleId?.toString(),
      handler: frame.presentationHint === 'subtle',
    }));
}

export function show(call: Pick<Call, 'name' | 'file' | 'line'> & { inlined?: boolean }): string {
  return `${call.name}${call.inlined ? ' [inlined]' : ''} ${call.file}:${call.line}`;
}

/** Entry code, where drgn stops and `bt` does not. */
export function isAssembly(call: Call): boolean {
  return call.file.endsWith('.S');
}

/**
 * What differs from drgn's frames, which must be all there, in order and from the top; below them
 * only assembly may follow.
 */
export function differences(calls: readonly Call[], expected: readonly ExpectedFrame[]): string[] {
  const known = expected.filter(([name]) => name !== null);
  const found: string[] = [];
  for (const [index, [name, file, line, inlined]] of known.entries()) {
    const wanted = `${name}${inlined ? ' [inlined]' : ''} ${file}:${line}`;
    const call = calls[index];
    if (!call || show(call) !== wanted) {
      found.push(`${call ? show(call) : '(nothing)'} instead of ${wanted}`);
    }
  }
  const rest = calls.slice(known.length).filter((call) => !isAssembly(call));
  return [...found, ...rest.map((call) => `${show(call)} is too much`)];
}
