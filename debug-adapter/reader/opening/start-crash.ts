import {
  crashArguments,
  crashEnvironment,
  DUMPFILE_LINK,
  NAMELIST_LINK,
} from '../../crash/command-line';
import { CrashProcess } from '../../crash/crash-process';
import { openNodePtyTerminal } from '../../crash/node-pty-terminal';
import { PrivateDirectory } from '../../crash/private-directory';
import { endWithParent } from '../end-with-parent';
import { GdbIndex } from '../gdb-index';
import { openSymbolizer, type Symbolizer } from '../../vmlinux/symbolizer';
import type { Ground } from './ground';
import { readySymbolizer } from './ready-symbolizer';

/** What crash is started with. */
export interface CrashCall {
  readonly crashPath: string;
  readonly vmlinux: string;
  /** The first number of its version; where it did not say, no index of gdb is kept for it. */
  readonly crashMajor?: number | undefined;
  /** Besides those of the launch configuration. */
  readonly args: readonly string[];
}

/** A crash at its first prompt, in the directory of its session. */
export interface StartedCrash {
  readonly crash: CrashProcess;
  readonly directory: PrivateDirectory;
  /** A symbolizer of a file; that of its vmlinux has got ready meanwhile. */
  readonly openSymbolizer: (file: string) => Symbolizer;
  /** What the next session with this vmlinux may read instead of its debug info. */
  readonly index?: GdbIndex;
  /** Ends crash and removes what the session had on the disk. */
  close(): Promise<void>;
}

/**
 * Starts crash on the dump. Nothing is left behind when it does not come up.
 * @throws CrashStartError
 */
export async function startCrash(ground: Ground, call: CrashCall): Promise<StartedCrash> {
  const { launch, identity, trace, options } = ground;
  const { readCrashrc } = launch;
  const directory = await PrivateDirectory.create();
  const symbolizer = openSymbolizer(call.vmlinux);
  let index: GdbIndex | undefined;
  try {
    const { vmlinux, crashMajor } = call;
    index =
      launch.indexCache && !readCrashrc
        ? await GdbIndex.prepare({ directory, vmlinux, crashMajor })
        : undefined;
    await directory.link(NAMELIST_LINK, call.vmlinux);
    await directory.link(DUMPFILE_LINK, identity.path);
    options.onProgress('starting crash');
    const crash = await CrashProcess.start({
      openTerminal: async (program) => {
        const terminal = await openNodePtyTerminal(program);
        terminal.onExit(endWithParent(terminal.pid, program.cwd));
        return terminal;
      },
      crashPath: call.crashPath,
      args: crashArguments({ extraArgs: [...launch.crashArgs, ...call.args], readCrashrc }),
      environment: {
        ...crashEnvironment(process.env, directory.path, readCrashrc),
        ...index?.environment,
      },
      directory,
      trace,
      signal: options.signal,
      onProgress: options.onProgress,
      onStandstill: options.onStandstill,
    });
    readySymbolizer(symbolizer, ground);
    const close = async (): Promise<void> => {
      symbolizer.close();
      await crash.close();
      await index?.close();
      await directory.remove();
    };
    const openReady = (file: string): Symbolizer =>
      file === vmlinux && !symbolizer.isClosed ? symbolizer : openSymbolizer(file);
    return { crash, directory, openSymbolizer: openReady, ...(index && { index }), close };
  } catch (error) {
    symbolizer.close();
    await index?.close();
    await directory.remove();
    throw error;
  }
}
