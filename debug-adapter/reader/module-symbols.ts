import { parseMod } from '../commands/mod';
import type { RunCommand } from '../crash/crash-process';
import type { PrivateDirectory } from '../crash/private-directory';
import type { KernelModule } from '../model/module';
import type { ModuleFinder } from '../vmlinux/module-files';

/** The module's debug info as crash has it now, or why it has none. */
export type ModuleState =
  | {
      readonly loaded: true;
      /** The plain ELF file. */
      readonly file: string;
      /** What a person knows it by: the packed file that it came from, if it was one. */
      readonly origin: string;
    }
  | { readonly loaded: false; readonly why: string };

/**
 * Loads the debug info of modules when a stack first names them: without it gdb's frames in a module
 * are garbage. Each module is tried once.
 */
export class ModuleSymbols {
  private readonly states = new Map<string, ModuleState>();
  private modules: readonly KernelModule[] | undefined;
  private loads = 0;

  constructor(
    private readonly directory: PrivateDirectory,
    private readonly finder: ModuleFinder,
    private readonly release: string | undefined,
  ) {}

  /** The loaded modules of the kernel, as `mod` lists them. */
  async list(run: RunCommand): Promise<readonly KernelModule[]> {
    this.modules ??= parseMod((await run('mod')).text).modules;
    return this.modules;
  }

  /** Grows whenever crash has learned more symbols. */
  get generation(): number {
    return this.loads;
  }

  state(module: string): ModuleState | undefined {
    return this.states.get(module);
  }

  /** Sees to it that a module's debug info is loaded if it can be found. */
  async ensure(module: string, run: RunCommand): Promise<void> {
    if (!this.states.has(module)) {
      this.states.set(module, await this.load(module, run));
    }
  }

  /** The same, tried again where it was not found before. */
  async retry(module: string, run: RunCommand): Promise<ModuleState> {
    if (this.states.get(module)?.loaded !== true) this.states.delete(module);
    await this.ensure(module, run);
    return this.states.get(module) ?? { loaded: false, why: `There is no module ${module}.` };
  }

  /** The module whose memory an address lies in. */
  async at(address: bigint, run: RunCommand): Promise<string | undefined> {
    const modules = await this.list(run);
    return modules.find(({ base, size }) => address >= base && address < base + BigInt(size))?.name;
  }

  private async load(module: string, run: RunCommand): Promise<ModuleState> {
    const row = (await this.list(run)).find((candidate) => candidate.name === module);
    if (!row) {
      return { loaded: false, why: `crash does not list a module ${module}.` };
    }
    const search = await this.finder.find(module);
    if (!search.found) {
      return { loaded: false, why: this.notFound(module, search.rejected[0]?.reason) };
    }
    // Neither the module's name nor a path goes into the command: its base, and a link of ours.
    const name = this.directory.freshName('m', '.ko');
    await this.directory.link(name, search.found.path);
    const answer = parseMod((await run(`mod -s ${hex(row.base)} ${name}`)).text);
    const loaded = answer.modules.find((candidate) => candidate.address === row.address);
    if (loaded?.objectFile === undefined || !loaded.objectFile.endsWith(name)) {
      const said = answer.messages.concat(answer.unparsed).join(' ');
      return { loaded: false, why: `crash did not load ${search.found.path}: ${said}` };
    }
    this.modules = undefined;
    this.loads += 1;
    const { path: file, packedPath } = search.found;
    return { loaded: true, file, origin: packedPath ?? file };
  }

  private notFound(module: string, rejected: string | undefined): string {
    const built = this.release === undefined ? 'the same build' : this.release;
    const advice = `Put ${module}.ko or ${module}.ko.debug of ${built}, with debug info, beside the dump, or name its folder in modulePaths.`;
    return rejected === undefined
      ? `No debug info of module ${module} was found. ${advice}`
      : `${rejected} ${advice}`;
  }
}

/** crash takes it for an address only with all its digits. */
function hex(address: bigint): string {
  return address.toString(16).padStart(16, '0');
}
