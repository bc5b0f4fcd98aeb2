import { chooseSymbol, type LoggedFunction } from './choose-symbol';
import type { DebugFiles } from './debug-files';
import type { ModuleFinder } from './module-files';
import { symbolizerAvailable, type SymbolizedFunction } from './symbolizer';

/** A place in code as a kernel log names it: `lab_account+0xb/0x22 [labcrash]`. */
export interface LoggedPlace extends LoggedFunction {
  /** Bytes from the beginning of the function. */
  readonly offset: number;
  /** As the kernel writes it, with `_`. */
  readonly module?: string;
  /** `returns`: the instruction after a call. `runs`: the instruction itself. */
  readonly kind: 'runs' | 'returns';
}

/** The files with debug info of the kernel that wrote a log. */
export interface KernelDebugInfo {
  readonly vmlinux: string;
  /** It has the build ID of the dump. */
  readonly isProven: boolean;
  readonly modules: ModuleFinder;
}

/** What the debug info says of a place, or why it says nothing. */
export type PlaceAnswer =
  | {
      readonly ok: true;
      /** The file that was asked. */
      readonly file: string;
      /** Innermost first; empty where the debug info knows nothing (assembly, mostly). */
      readonly functions: readonly SymbolizedFunction[];
      /** Link-time address of the place; absent in a module, whose file has none. */
      readonly address?: bigint;
    }
  | { readonly ok: false; readonly why: string; readonly remedy: string };

/** Looks up the functions and lines at a place that a log names. Never rejects. */
export async function findLoggedPlace(
  place: LoggedPlace,
  kernel: KernelDebugInfo,
  files: DebugFiles,
): Promise<PlaceAnswer> {
  if (!(await symbolizerAvailable())) {
    return no(
      'eu-addr2line, which looks addresses up in debug info, is not installed.',
      'Install the package elfutils.',
    );
  }
  const target = await targetOf(place, kernel);
  if ('why' in target) return no(target.why, target.remedy);
  const { file, isProven } = target;
  try {
    const table = await files.symbols(file);
    if (!table) return no(`${file} has no symbol table: it is stripped.`, UNSTRIPPED);
    const symbols = table.find(place.name);
    const choice = chooseSymbol(place, symbols, file, isProven);
    if (!choice.ok) return no(choice.why, '');
    // The call stands before the address that it returns to.
    const offset = place.offset - (place.kind === 'returns' ? 1 : 0);
    if (place.module === undefined) {
      const { address } = choice.symbol;
      const functions = await files.lookup(file, address + BigInt(offset));
      return { ok: true, file, functions, address: address + BigInt(place.offset) };
    }
    // A module's file is relocatable: its symbols have no addresses, only names.
    if (symbols.length > 1 || offset < 0) {
      return no(`What ${place.name} of ${file} means here cannot be told by its name alone.`, '');
    }
    return { ok: true, file, functions: await files.lookup(file, `${place.name}+${offset}`) };
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error), '');
  }
}

const UNSTRIPPED = 'Take the file with debug info and symbols, as it was built.';

type Target =
  | { readonly file: string; readonly isProven: boolean }
  | { readonly why: string; readonly remedy: string };

async function targetOf({ module }: LoggedPlace, kernel: KernelDebugInfo): Promise<Target> {
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

function no(why: string, remedy: string): PlaceAnswer {
  return { ok: false, why, remedy };
}
