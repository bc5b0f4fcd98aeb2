import { parseVersion, type Version } from '../model/version';

/** How a program is asked for its version, and how its answer is read; who runs it is elsewhere. */
export interface ToolQuestion {
  /** As the PATH knows it. kexec lies in a folder for administrators that many PATHs leave out. */
  readonly program: string;
  /** Without a shell. */
  readonly arguments: readonly string[];
  /** The version in what the program wrote; undefined where it says none. */
  readonly parse: (output: string) => Version | undefined;
}

/**
 * Forms seen: Debian 12, 13 and sid, and the programs' sources. A version built from git ends with
 * `++` (crash, makedumpfile) or `.git` (kexec-tools); Red Hat's crash has its package's release in
 * it. Versions keep that in their text.
 */
export const TOOL_QUESTIONS = {
  /** An empty line, `crash 8.0.2`, copyrights, then the gdb inside with a version of its own. */
  crash: {
    program: 'crash',
    arguments: ['--version'],
    parse: (output) => firstVersion(/^crash (\d\S*)/m, output),
  },
  /** `makedumpfile: version 1.7.2 (released on 20 Oct 2022)`, then its compressions. */
  makedumpfile: {
    program: 'makedumpfile',
    arguments: ['-v'],
    parse: (output) => firstVersion(/^makedumpfile: version (\d\S*)/m, output),
  },
  /** `kexec-tools 2.0.25`; older ones go on with `released 25 July 2019`. */
  kexec: {
    program: 'kexec',
    arguments: ['-v'],
    parse: (output) => firstVersion(/^kexec-tools (\d\S*)/m, output),
  },
  /** Of the running kernel: `6.1.0-50-amd64`. */
  kernel: {
    program: 'uname',
    arguments: ['-r'],
    parse: (output) => firstVersion(/^(\d+\.\d\S*)/m, output),
  },
} as const satisfies Readonly<Record<string, ToolQuestion>>;

function firstVersion(pattern: RegExp, output: string): Version | undefined {
  const text = pattern.exec(output.slice(0, 10_000))?.[1];
  return text === undefined ? undefined : parseVersion(text.slice(0, 100));
}
