import { parseLog } from '../../commands/log';
import { Priority } from '../../crash/job-queue';
import { logLines } from '../../dumpfile/log/log-lines';
import { linkedModules } from '../../kernel-log/linked-modules';
import type { LogLine } from '../../kernel-log/log-line';
import type { Standing } from '../../protocol/rung';
import { DebugFiles } from '../../vmlinux/debug-files';
import type { KernelDebugInfo } from '../../vmlinux/logged-place';
import { symbolizerAvailable } from '../../vmlinux/symbolizer';
import { CodeReader } from '../code/code-reader';
import { LineLookup } from '../line-lookup';
import { LogConsole } from '../log/log-console';
import { LogPlaces } from '../log/log-places';
import { LogReader } from '../log/log-reader';
import { MinimalConsole } from '../log/minimal-console';
import { DumpFileSource } from '../memory/dump-file-source';
import { MemoryReader } from '../memory/memory-reader';
import { ModuleSymbols } from '../module-symbols';
import type { OpenedDump } from '../opened-dump';
import { compareBuilds } from './compare-builds';
import { engineOf } from './engine-of';
import { instructionStep, moduleFinderOf, sourceFinderOf, type Ground } from './ground';
import type { CrashCall, StartedCrash } from './start-crash';

/** The vmlinux of the dump, or why there is none, in a sentence. */
export type KernelOrWhy = { readonly vmlinux: string } | { readonly why: string };

/** Whether the dump itself tells enough to be looked at without crash. */
export function hasLogOrRegisters({ identity, log }: Ground): boolean {
  return (log.ok && log.log.records.length > 0) || identity.registers.length > 0;
}

/** A dump without crash: what its log and the registers of its CPUs tell. */
export async function openWithoutCrash(
  ground: Ground,
  standing: Standing,
  kernel: KernelOrWhy,
): Promise<OpenedDump> {
  const lines = ground.log.ok ? logLines(ground.log.log) : [];
  const base = await openLog(ground, kernel, lines);
  const console = new LogConsole(lines, base.facts.summary, standing);
  const close = async (): Promise<void> => {
    await base.closeFiles();
    ground.trace.close();
  };
  return {
    ...base.dump,
    standing,
    console,
    close,
    closeNow: () => base.dump.reader.close(),
  };
}

/**
 * A dump with a crash in its minimal mode, which reads memory and disassembles, and knows no tasks.
 * @throws CrashDiedError when crash ends over the first questions
 */
export async function openMinimal(
  ground: Ground,
  standing: Standing,
  call: CrashCall,
  started: StartedCrash,
): Promise<OpenedDump> {
  const { crash, directory, openSymbolizer } = started;
  try {
    const lines = ground.log.ok
      ? logLines(ground.log.log)
      : await crash.exclusive(Priority.Foreground, ground.options.signal, async (run) =>
          parseLog((await run('log')).text),
        );
    const base = await openLog(ground, call, lines, directory.path);
    const console = new MinimalConsole(crash, standing);
    const symbols = new ModuleSymbols(
      directory,
      moduleFinderOf(ground, directory.path),
      ground.identity.release,
    );
    const places = new LineLookup(call.vmlinux, symbols, {
      openSymbolizer,
      available: symbolizerAvailable,
    });
    const code = new CodeReader(
      crash,
      symbols,
      places,
      base.dump.memory,
      instructionStep(ground.identity),
    );
    const close = async (): Promise<void> => {
      places.close();
      await base.closeFiles();
      await started.close();
      ground.trace.close();
    };
    const closeNow = (): void => {
      base.dump.reader.close();
      places.close();
      crash.killNow();
      directory.removeNow();
    };
    const parts = { console, code, engine: engineOf(call, crash) };
    return { ...base.dump, standing, ...parts, close, closeNow };
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function openLog(
  ground: Ground,
  kernel: KernelOrWhy,
  lines: readonly LogLine[],
  unpackTo?: string,
) {
  const { identity } = ground;
  const vmlinux = 'vmlinux' in kernel ? kernel.vmlinux : undefined;
  const debugInfo: KernelDebugInfo | { why: string } =
    'why' in kernel
      ? kernel
      : {
          vmlinux: kernel.vmlinux,
          isProven: (await compareBuilds(kernel.vmlinux, identity.buildId)) === 'same',
          modules: moduleFinderOf(ground, unpackTo),
        };
  const places = new LogPlaces(debugInfo, new DebugFiles(), identity.kernelOffset);
  const logMissing = lines.length > 0 || ground.log.ok ? undefined : ground.log.why;
  const reader = new LogReader(identity, lines, places, logMissing);
  const dumpFile = new DumpFileSource(identity.path);
  const { facts } = reader;
  const closeFiles = async (): Promise<void> => {
    reader.close();
    await dumpFile.close();
  };
  const memory = new MemoryReader([dumpFile]);
  const sources = sourceFinderOf(ground, vmlinux, facts.summary);
  const dump = {
    identity,
    ...(vmlinux === undefined ? {} : { vmlinux }),
    facts,
    reader,
    namedModules: linkedModules(lines),
    savedRegisters: (task: bigint) => reader.registers(task),
    memory,
    sources,
  };
  return { dump, facts, closeFiles };
}
