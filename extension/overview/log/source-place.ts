import type { LogAddress } from '../../../debug-adapter/kernel-log/log-address';
import type { SourceFinder } from '../../../debug-adapter/sources/source-finder';
import type { DebugFiles } from '../../../debug-adapter/vmlinux/debug-files';
import { findLoggedPlace, type KernelDebugInfo } from '../../../debug-adapter/vmlinux/logged-place';

/** The files of the kernel that wrote a log. */
export interface KernelFiles extends KernelDebugInfo {
  readonly sources: SourceFinder;
}

/** A line of source at an address: of the function itself, or of one inlined there. */
export interface SourcePlace {
  readonly functionName: string;
  /** As the debug info has it. */
  readonly debugPath: string;
  readonly line: number;
  /** The file here; absent when it was not found. */
  readonly path?: string;
  /** What a person should know of the file: another version, or a guess. */
  readonly note?: string;
  /** Where the file was looked for in vain. */
  readonly tried: readonly string[];
}

/** Where an address lies, the innermost of inlined functions first; or why that is not known. */
export type SourceAnswer =
  | { readonly ok: true; readonly places: readonly [SourcePlace, ...SourcePlace[]] }
  | { readonly ok: false; readonly why: string; readonly remedy: string };

/** Looks up the source line that a place in the log means. */
export async function findSource(
  address: LogAddress,
  kernel: KernelFiles,
  files: DebugFiles,
): Promise<SourceAnswer> {
  const answer = await findLoggedPlace(address, kernel, files);
  if (!answer.ok) return answer;
  const places: SourcePlace[] = [];
  for (const { functionName, file: debugPath, line } of answer.functions) {
    if (debugPath === undefined || line === undefined) continue;
    const source = await kernel.sources.find(debugPath);
    places.push(
      source.kind === 'missing'
        ? { functionName, debugPath, line, tried: source.tried }
        : {
            ...{ functionName, debugPath, line, tried: [], path: source.path },
            ...(source.note !== undefined && { note: source.note }),
          },
    );
  }
  const [first, ...others] = places;
  if (first) return { ok: true, places: [first, ...others] };
  return {
    ok: false,
    why: `The debug info of ${answer.file} knows no line at ${address.name}+0x${address.offset.toString(16)}.`,
    remedy: 'Code in assembly and code without debug info has none.',
  };
}
