const MINIMAL_WISHES = ['auto', 'never', 'always'] as const;
export type Minimal = (typeof MINIMAL_WISHES)[number];

/** The attributes of a launch configuration of type `kernel-crash`. Paths are absolute by now. */
export interface LaunchArguments {
  /** The dump: kdump-compressed, ELF (`/proc/vmcore`) or flattened. */
  readonly vmcore: string;
  /** The namelist with debug info; looked for by build ID and release when absent. */
  readonly vmlinux?: string;
  /** Takes the named vmlinux although it is of another build, or its debug info is reduced. */
  readonly acceptVmlinux: boolean;
  /** More files, and folders (build trees, copies of /usr/lib/debug), in which to look for it. */
  readonly vmlinuxPaths: readonly string[];
  /** Servers to ask when none is found here; from the person's settings only. */
  readonly debuginfodUrls: readonly string[];
  /** The crash of this session; chosen by the architecture of the dump when absent. */
  readonly crashPath?: string;
  /** More crash binaries to choose from, before those on the PATH. */
  readonly crashPaths: readonly string[];
  /** A file that extends the table of which crash opens which kernel; from the person's settings only. */
  readonly versionData?: string;
  /**
   * How far down the ladder (see rung.ts) a session may go: as far as needed, nowhere, or at once to
   * crash's minimal mode.
   */
  readonly minimal: Minimal;
  /** Extra arguments of crash. */
  readonly crashArgs: readonly string[];
  /** Path prefix in the debug info → path here. */
  readonly sourceMap: Readonly<Record<string, string>>;
  /** What hangs in lists: `struct foo.items`, or a variable of the kernel → `struct item.node`. */
  readonly listTypes: Readonly<Record<string, string>>;
  /** Folders or files with modules that have debug info. */
  readonly modulePaths: readonly string[];
  /** A file that records everything sent to crash and answered. */
  readonly trace?: string;
  /** Folders in which vmlinux and sources are looked for; the extension gives the workspace's. */
  readonly folders: readonly string[];
  /** Whether the gdb inside crash keeps its index of a vmlinux for the next session. */
  readonly indexCache: boolean;
  /** Whether crash may read ~/.crashrc; from the person's own settings only. */
  readonly readCrashrc: boolean;
  /** Whether `|`, `!` and `>` in the Debug Console work as in crash; from the person's own settings only. */
  readonly allowShellEscapes: boolean;
}

export type LaunchArgumentsResult =
  | { readonly ok: true; readonly value: LaunchArguments }
  | { readonly ok: false; readonly problem: string };

/** Checks what a client sent as launch arguments; foreign attributes are left alone. */
export function readLaunchArguments(sent: unknown): LaunchArgumentsResult {
  if (typeof sent !== 'object' || sent === null) {
    return { ok: false, problem: 'The launch request has no arguments.' };
  }
  const fields = new Map<string, unknown>(Object.entries(sent));
  for (const name of ['vmcore', 'vmlinux', 'crashPath', 'trace', 'versionData']) {
    const value = fields.get(name);
    if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
      return { ok: false, problem: `"${name}" must be a path.` };
    }
  }
  for (const name of [
    'crashArgs',
    'crashPaths',
    'vmlinuxPaths',
    'debuginfodUrls',
    'modulePaths',
    'folders',
  ]) {
    const value = fields.get(name);
    if (value !== undefined && !isStringArray(value)) {
      return { ok: false, problem: `"${name}" must be a list of strings.` };
    }
  }
  const sourceMap = fields.get('sourceMap') ?? {};
  if (!isStringMap(sourceMap)) {
    return { ok: false, problem: '"sourceMap" must map paths to paths.' };
  }
  const listTypes = fields.get('listTypes') ?? {};
  if (!isStringMap(listTypes) || !Object.entries(listTypes).every(isListType)) {
    return {
      ok: false,
      problem:
        '"listTypes" must map lists ("struct foo.items", or the name of a variable) to the member that links what is in them ("struct item.node").',
    };
  }
  const minimal = MINIMAL_WISHES.find((wish) => wish === (fields.get('minimal') ?? 'auto'));
  if (minimal === undefined) {
    return { ok: false, problem: '"minimal" must be "auto", "never" or "always".' };
  }
  const vmcore = text(fields.get('vmcore'));
  if (vmcore === undefined) {
    return { ok: false, problem: '"vmcore" is missing: the path of the dump to open.' };
  }
  const vmlinux = text(fields.get('vmlinux'));
  const crashPath = text(fields.get('crashPath'));
  const trace = text(fields.get('trace'));
  const versionData = text(fields.get('versionData'));
  return {
    ok: true,
    value: {
      vmcore,
      ...(vmlinux === undefined ? {} : { vmlinux }),
      ...(crashPath === undefined ? {} : { crashPath }),
      ...(trace === undefined ? {} : { trace }),
      ...(versionData === undefined ? {} : { versionData }),
      crashPaths: strings(fields.get('crashPaths')),
      acceptVmlinux: fields.get('acceptVmlinux') === true,
      vmlinuxPaths: strings(fields.get('vmlinuxPaths')),
      debuginfodUrls: strings(fields.get('debuginfodUrls')),
      minimal,
      crashArgs: strings(fields.get('crashArgs')),
      sourceMap,
      listTypes,
      modulePaths: strings(fields.get('modulePaths')),
      folders: strings(fields.get('folders')),
      indexCache: fields.get('indexCache') !== false,
      readCrashrc: fields.get('readCrashrc') === true,
      allowShellEscapes: fields.get('allowShellEscapes') === true,
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): readonly string[] {
  return isStringArray(value) ? value : [];
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** Both become part of what gdb is asked: names and nothing else. */
function isListType([head, member]: readonly [string, string]): boolean {
  return /^(?:struct \w+\.)?\w+$/.test(head) && /^struct \w+(?:\.\w+)+$/.test(member);
}

function isStringMap(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === 'string')
  );
}
