type StringMap = Readonly<Record<string, string | undefined>>;

/** Names of the links in the private directory: what crash is told to open. */
export const NAMELIST_LINK = 'vmlinux';
export const DUMPFILE_LINK = 'vmcore';

/** Options of crash that take the next argument, and those that stand alone (crash(8)). */
const WITH_VALUE = new Set([
  '-m',
  '--machdep',
  '-p',
  '-d',
  '--reloc',
  '--hyper',
  '--cpus',
  '--hash',
]);
const ALONE = new Set([
  '-g',
  '-f',
  '--force',
  '--active',
  '--no_modules',
  '--no_kmem_cache',
  '--no_data_debug',
  '--no_panic',
  '--no_ikconfig',
  '--no_namelist_gzip',
  '--no_elf_notes',
  '--no_strip',
  '--minimal',
  '--zero_excluded',
  '--kvmhost',
  '--kvmguest',
  '--buildinfo',
]);
const WITH_EQUALS =
  /^(?:--(?:machdep|reloc|hyper|cpus|hash|kaslr|offline|kvmio|smp|xen_phys_start)=|-d)\S+$/;

/**
 * Checks the extra arguments of a launch configuration, which come from a workspace file. Allowed
 * is what tells crash how to read a dump; not what makes it run commands or load code (`-i`, `-x`).
 * Returns the sentence to show for the first argument that is refused.
 */
export function refusedArgument(args: readonly string[]): string | undefined {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    const previous = args[index - 1] ?? '';
    const isValue = WITH_VALUE.has(previous) || previous === '--kaslr';
    if (isValue && /^[\w.,=@:+-]+$/.test(argument) && !argument.startsWith('-')) {
      continue;
    }
    if (ALONE.has(argument) || WITH_VALUE.has(argument) || argument === '--kaslr') {
      continue;
    }
    if (WITH_EQUALS.test(argument)) {
      continue;
    }
    return `crashArgs: "${argument}" is not passed on. Only options that tell crash how to read the dump are (such as --zero_excluded, --no_modules, --kaslr, -m).`;
  }
  return undefined;
}

export interface CommandLineOptions {
  readonly extraArgs: readonly string[];
  /** Whether the person's own setting lets crash read ~/.crashrc. */
  readonly readCrashrc: boolean;
}

/** The argument vector after argv[0]. crash's working directory is the private directory. */
export function crashArguments(options: CommandLineOptions): string[] {
  return [
    ...(options.readCrashrc ? [] : ['--no_crashrc']),
    '--no_scroll',
    ...options.extraArgs,
    NAMELIST_LINK,
    DUMPFILE_LINK,
  ];
}

/**
 * The environment of crash. A home of our own keeps ~/.gdbinit and the history file out; TMPDIR
 * keeps what crash unpacks inside the directory that is removed; a dumb terminal has no colours;
 * without DEBUGINFOD_URLS crash before 9.0.1 never stops to ask about debuginfod.
 */
export function crashEnvironment(
  inherited: StringMap,
  directory: string,
  readCrashrc: boolean,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !/^(DEBUGINFOD_|CRASH|ELECTRON_|VSCODE_|NODE_)/.test(name)) {
      environment[name] = value;
    }
  }
  return {
    ...environment,
    ...(readCrashrc ? {} : { HOME: directory }),
    XDG_CACHE_HOME: directory,
    TMPDIR: directory,
    TERM: 'dumb',
    INPUTRC: '/dev/null',
  };
}
