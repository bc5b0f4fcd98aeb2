import {
  crashArguments,
  crashEnvironment,
  DUMPFILE_LINK,
  NAMELIST_LINK,
} from '../crash/command-line';
import { PrivateDirectory } from '../crash/private-directory';
import type { TerminalProgram } from '../protocol/custom';

export interface TerminalDump {
  readonly crashPath: string;
  readonly vmlinux: string;
  readonly vmcore: string;
  readonly crashArgs: readonly string[];
  readonly readCrashrc: boolean;
}

/** Gets a second crash ready, for a person's own terminal. */
export class CrashTerminal {
  private readonly ownDirectories: PrivateDirectory[] = [];

  constructor(private readonly dump: TerminalDump) {}

  /**
   * @param owner the process whose end makes the directory an abandoned one; when absent, the end of
   *   this session removes it
   */
  async prepare(owner?: number): Promise<TerminalProgram> {
    const { crashPath, vmlinux, vmcore, crashArgs, readCrashrc } = this.dump;
    const directory = await PrivateDirectory.create(undefined, owner);
    if (owner === undefined) {
      this.ownDirectories.push(directory);
    }
    await directory.link(NAMELIST_LINK, vmlinux);
    await directory.link(DUMPFILE_LINK, vmcore);
    const env = crashEnvironment(process.env, directory.path, readCrashrc);
    // The person's own keys, as in any terminal.
    delete env['INPUTRC'];
    return {
      file: crashPath,
      // A person scrolls; the debugger does not.
      args: crashArguments({ extraArgs: crashArgs, readCrashrc }).filter(
        (arg) => arg !== '--no_scroll',
      ),
      directory: directory.path,
      env: { ...env, TERM: 'xterm-256color' },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.ownDirectories.map((directory) => directory.remove()));
  }

  /** The same in the last moment of the process. */
  closeNow(): void {
    this.ownDirectories.forEach((directory) => directory.removeNow());
  }
}
