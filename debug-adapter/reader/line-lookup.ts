import { parseKernelOffset } from '../commands/kernel-offset';
import type { RunCommand } from '../crash/crash-process';
import type { SymbolizedFunction, Symbolizer } from '../vmlinux/symbolizer';
import type { ModuleSymbols } from './module-symbols';
import { CLONE_SUFFIXES, withoutSuffix } from './clone-suffix';
import type { Symbolized } from './frame-lines';
import type { PhysicalFrame } from './stack-merge';

const NO_SYMBOLIZER =
  'gdb inside crash gives no line for this frame. With eu-addr2line installed (package elfutils) it can be looked up.';

/** Where to look: a link-time address in vmlinux, or a symbol of a relocatable module. */
interface Place {
  readonly file: string;
  readonly at: bigint | { readonly name: string; readonly offset: number };
}

/** As much of a frame as its lines are found by; an instruction is looked up at its very pc. */
export type LookedUp = Pick<PhysicalFrame, 'pc' | 'lookup' | 'module' | 'symbol'>;

/** What the look-up of frames that gdb did not see needs. */
export interface LineLookupTools {
  readonly openSymbolizer: (elfFile: string) => Symbolizer;
  readonly available: () => Promise<boolean>;
}

/** Functions and lines at addresses, from the debug info files themselves. */
export class LineLookup {
  private readonly symbolizers = new Map<string, Symbolizer>();
  private readonly known = new Map<string, Promise<readonly SymbolizedFunction[]>>();
  private offset: bigint | undefined;
  private available: Promise<boolean> | undefined;

  constructor(
    private readonly vmlinux: string,
    private readonly modules: ModuleSymbols,
    private readonly tools: LineLookupTools,
  ) {}

  /** To be awaited before the first look-up; asks crash how far KASLR moved the kernel. */
  async prepare(run: RunCommand): Promise<void> {
    this.offset ??= parseKernelOffset((await run('help -k')).text) ?? 0n;
  }

  isAvailable(): Promise<boolean> {
    this.available ??= this.tools.available();
    return this.available;
  }

  /** Asks crash nothing, so that it can go on while crash is busy. */
  async lookup(frame: LookedUp): Promise<Symbolized> {
    if (!(await this.isAvailable())) {
      return { functions: [], missing: NO_SYMBOLIZER };
    }
    const place = this.place(frame);
    if ('missing' in place) {
      return { functions: [], missing: place.missing };
    }
    const at = typeof place.at === 'bigint' ? place.at : `${place.at.name}+${place.at.offset}`;
    const key = `${place.file}:${at}`;
    let functions = this.known.get(key);
    if (!functions) {
      functions = this.ask(place);
      this.known.set(key, functions);
    }
    return functions.then(
      (known) => ({ functions: known }),
      () => ({ functions: [], missing: NO_SYMBOLIZER }),
    );
  }

  private async ask(place: Place): Promise<readonly SymbolizedFunction[]> {
    const symbolizer = this.symbolizer(place.file);
    if (typeof place.at === 'bigint') {
      return symbolizer.lookup(place.at);
    }
    // crash leaves out what the compiler adds to a name; a local name may also stand for several
    // functions. Only one clear answer counts.
    const { name, offset } = place.at;
    const answers: (readonly SymbolizedFunction[])[] = [];
    for (const suffix of CLONE_SUFFIXES) {
      const functions = await symbolizer.lookup(`${name}${suffix}+${offset}`);
      if (functions.at(-1)?.functionName === withoutSuffix(name)) {
        answers.push(functions);
      }
    }
    return answers.length === 1 ? (answers[0] ?? []) : [];
  }

  close(): void {
    for (const symbolizer of this.symbolizers.values()) {
      symbolizer.close();
    }
  }

  private place(frame: LookedUp): Place | { missing: string } {
    if (frame.module === undefined) {
      return { file: this.vmlinux, at: frame.lookup - (this.offset ?? 0n) };
    }
    const state = this.modules.state(frame.module);
    if (!state?.loaded) {
      return { missing: state?.why ?? `No debug info of module ${frame.module} is loaded.` };
    }
    // A module's file is relocatable: its symbols have no addresses yet.
    const symbol = frame.symbol;
    if (!symbol) {
      return { missing: `The address lies in module ${frame.module}, in no known function.` };
    }
    const intoCall = Number(frame.pc - frame.lookup);
    return { file: state.file, at: { name: symbol.name, offset: symbol.offset - intoCall } };
  }

  private symbolizer(file: string): Symbolizer {
    let symbolizer = this.symbolizers.get(file);
    if (!symbolizer) {
      symbolizer = this.tools.openSymbolizer(file);
      this.symbolizers.set(file, symbolizer);
    }
    return symbolizer;
  }
}
