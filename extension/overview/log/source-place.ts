import type { SourceFinder } from '../../../debug-adapter/sources/source-finder';
import type { ModuleFinder } from '../../../debug-adapter/vmlinux/module-files';
import { symbolizerAvailable } from '../../../debug-adapter/vmlinux/symbolizer';
import { chooseSymbol } from './choose-symbol';
import type { DebugFiles } from './debug-files';
import type { LogAddress } from './log-address';

/** The files of the kernel that wrote a log. */
export interface KernelFiles {
  readonly vmlinux: string;
  /** It has the build ID of the dump. */
  readonly isProven: boolean;
  readonly modules: ModuleFinder;
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
  if (!(await symbolizerAvailable())) {
    return no(
      'eu-addr2line, which looks addresses up in debug info, is not installed.',
      'Install the package elfutils.',
    );
  }
  const target = await targetOf(address, kernel);
  if ('why' in target) return no(target.why, target.remedy);
  const { file, isProven } = target;
  try {
    const table = await files.symbols(file);
    if (!table) return no(`${file} has no symbol table: it is stripped.`, UNSTRIPPED);
    const symbols = table.find(address.name);
    const choice = chooseSymbol(address, symbols, file, isProven);
    if (!choice.ok) return no(choice.why, '');
    // The call stands before the address that it returns to.
    const offset = address.offset - (address.kind === 'returns' ? 1 : 0);
    if (address.module === undefined) {
      const functions = await files.lookup(file, choice.symbol.address + BigInt(offset));
      return await answer(functions, address, file, kernel);
    }
    // A module's file is relocatable: its symbols have no addresses, only names.
    if (symbols.length > 1 || offset < 0) {
      return no(`What ${address.name} of ${file} means here cannot be told by its name alone.`, '');
    }
    const functions = await files.lookup(file, `${address.name}+${offset}`);
    return await answer(functions, address, file, kernel);
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error), '');
  }
}

const UNSTRIPPED = 'Take the file with debug info and symbols, as it was built.';

type Target =
  | { readonly file: string; readonly isProven: boolean }
  | { readonly why: string; readonly remedy: string };

async function targetOf({ module }: LogAddress, kernel: KernelFiles): Promise<Target> {
  if (module === undefined) return { file: kernel.vmlinux, isProven: kernel.isProven };
  const { found, rejected, places } = await kernel.modules.find(module);
  if (found) return { file: found.path, isProven: false };
  return {
    why:
      rejected[0]?.reason ??
      `No debug info of module ${module} was found; it was looked for in ${places.join(', ')}.`,
    remedy: `Put ${module}.ko or ${module}.ko.debug of the same build, with debug info, beside the dump, or name its folder in the setting kernelCrash.modulePaths.`,
  };
}

async function answer(
  functions: Awaited<ReturnType<DebugFiles['lookup']>>,
  { name, offset }: LogAddress,
  file: string,
  { sources }: KernelFiles,
): Promise<SourceAnswer> {
  const places: SourcePlace[] = [];
  for (const { functionName, file: debugPath, line } of functions) {
    if (debugPath === undefined || line === undefined) continue;
    const source = await sources.find(debugPath);
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
  return no(
    `The debug info of ${file} knows no line at ${name}+0x${offset.toString(16)}.`,
    'Code in assembly and code without debug info has none.',
  );
}

function no(why: string, remedy: string): SourceAnswer {
  return { ok: false, why, remedy };
}
