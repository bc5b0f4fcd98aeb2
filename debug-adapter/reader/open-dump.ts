import * as path from 'node:path';
import { parseStartWarnings } from '../commands/start-warnings';
import { parseVersion } from '../commands/version';
import { crashArguments, crashEnvironment, refusedArgument } from '../crash/command-line';
import { DUMPFILE_LINK, NAMELIST_LINK } from '../crash/command-line';
import { CrashProcess } from '../crash/crash-process';
import { CrashDiedError, CrashStartError } from '../crash/errors';
import { openNodePtyTerminal } from '../crash/node-pty-terminal';
import { PrivateDirectory, sweepAbandoned } from '../crash/private-directory';
import type { Standstill } from '../crash/standstill';
import { explainStartFailure } from '../crash/start-failure';
import { noTrace, openTrace, type Trace } from '../crash/trace';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import { identifyDump } from '../dumpfile/identify-dump';
import type { SessionLack } from '../protocol/custom';
import type { LaunchArguments } from '../protocol/launch-arguments';
import { createModuleFinder } from '../vmlinux/module-files';
import { openSymbolizer, symbolizerAvailable } from '../vmlinux/symbolizer';
import { crashFor, crashWarning } from './choose-crash';
import { chooseVmlinux } from './choose-vmlinux';
import { CodeReader } from './code/code-reader';
import { DumpReader } from './dump-reader';
import { Expressions } from './expressions/expressions';
import { FailureError } from './failure-error';
import { GdbIndex } from './gdb-index';
import { LineLookup } from './line-lookup';
import { losingTasks } from './loses-tasks';
import { CrashSource } from './memory/crash-source';
import { DumpFileSource } from './memory/dump-file-source';
import { MemoryReader } from './memory/memory-reader';
import { ModuleSymbols } from './module-symbols';
import type { OpenedDump } from './opened-dump';
import { FrameScopes } from './values/frame-scopes';
import { Kernel } from './values/kernel';
import { valueRules } from './values/rules/registry';
import { Values } from './values/values';
import { createSourceFinder } from '../sources/source-finder';

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** A step of the start, in words. */
  readonly onProgress: (step: string) => void;
  /** crash stands still although it owes an answer; also later, while the dump is open. */
  readonly onStandstill: (standstill: Standstill) => void;
  /** Something that a person should know before the dump is open. */
  readonly onLack: (lack: SessionLack) => void;
}

/**
 * From launch arguments to a dump that answers: identify the dump, find its vmlinux and a crash,
 * start it.
 * @throws FailureError with what to tell a person.
 */
export async function openDump(launch: LaunchArguments, options: OpenOptions): Promise<OpenedDump> {
  const refused = refusedArgument(launch.crashArgs);
  if (refused !== undefined) {
    throw new FailureError({
      id: 'crash-arguments',
      what: 'The launch configuration has an argument that crash does not get.',
      why: refused,
      remedy: 'Remove it from crashArgs.',
      actions: ['open-launch-json'],
    });
  }
  const vmcore = path.resolve(launch.vmcore);
  options.onProgress('reading the dump header');
  const identity = await identifyDump(vmcore);
  const blocking = identity.problems.find((problem) => problem.blocking);
  if (blocking) {
    const { what, why, remedy } = blocking;
    throw new FailureError({
      id: 'vmcore-unusable',
      what,
      why,
      remedy,
      actions: ['pick-vmcore', 'open-launch-json'],
    });
  }
  const chosenCrash = await crashFor(launch, identity, options.signal);
  const crashPath = chosenCrash.crash.path;
  const warning = crashWarning(chosenCrash);
  if (warning !== undefined) {
    options.onLack({ id: 'crash-too-old', text: warning });
  }
  const { answer } = chosenCrash.crash;
  const crashMajor = answer.ok ? answer.version.parts[0] : undefined;
  const { path: vmlinux, doubt } = await chooseVmlinux(launch, identity, {
    ...options,
    ...(crashMajor !== undefined && { crashMajor }),
  });
  if (doubt !== undefined) {
    options.onLack({
      id: 'other-vmlinux',
      text: `${doubt} It is used because this launch configuration accepts it: lines and values are right only as far as both were built alike.`,
    });
  }
  const trace = await traceFor(launch);
  await sweepAbandoned();
  const directory = await PrivateDirectory.create();
  const index =
    launch.indexCache && !launch.readCrashrc
      ? await GdbIndex.prepare({ directory, vmlinux, crashMajor })
      : undefined;
  const chosen = { identity, vmlinux, crashPath, ...(index && { index }) };
  try {
    const crash = await startCrash(launch, chosen, directory, trace, options);
    return await attach(launch, chosen, crash, directory, trace, options);
  } catch (error) {
    await index?.close();
    await directory.remove();
    trace.close();
    const reason = startError(error, options.signal);
    if (reason instanceof CrashStartError) {
      throw new FailureError(
        explainStartFailure(reason, {
          crashPath,
          vmlinux,
          vmcore,
          ...(identity.release === undefined ? {} : { release: identity.release }),
        }),
      );
    }
    throw error;
  }
}

/** A crash that ends before the dump is open has failed to start, however far it came. */
function startError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) {
    return new CrashStartError('cancelled', '');
  }
  return error instanceof CrashDiedError
    ? new CrashStartError('exited', error.lastOutput, error.exitCode, error.exitSignal)
    : error;
}

async function traceFor(launch: LaunchArguments): Promise<Trace> {
  if (launch.trace === undefined) {
    return noTrace;
  }
  return openTrace(launch.trace).catch((error: unknown) => {
    throw new FailureError({
      id: 'launch-arguments',
      what: 'The trace cannot be written.',
      why: error instanceof Error ? error.message : String(error),
      remedy: 'Name another file in "trace".',
      actions: ['open-launch-json'],
    });
  });
}

interface Chosen {
  readonly identity: DumpIdentity;
  readonly vmlinux: string;
  readonly crashPath: string;
  readonly index?: GdbIndex;
}

async function startCrash(
  launch: LaunchArguments,
  chosen: Chosen,
  directory: PrivateDirectory,
  trace: Trace,
  options: OpenOptions,
): Promise<CrashProcess> {
  await directory.link(NAMELIST_LINK, chosen.vmlinux);
  await directory.link(DUMPFILE_LINK, chosen.identity.path);
  const { readCrashrc } = launch;
  options.onProgress('starting crash');
  return CrashProcess.start({
    openTerminal: openNodePtyTerminal,
    crashPath: chosen.crashPath,
    args: crashArguments({ extraArgs: launch.crashArgs, readCrashrc }),
    environment: {
      ...crashEnvironment(process.env, directory.path, readCrashrc),
      ...chosen.index?.environment,
    },
    directory,
    trace,
    signal: options.signal,
    onProgress: options.onProgress,
    onStandstill: options.onStandstill,
  });
}

async function attach(
  launch: LaunchArguments,
  chosen: Chosen,
  crash: CrashProcess,
  directory: PrivateDirectory,
  trace: Trace,
  options: OpenOptions,
): Promise<OpenedDump> {
  const { identity, vmlinux } = chosen;
  const vmcoreDir = path.dirname(identity.path);
  const release = identity.release;
  const modules = new ModuleSymbols(
    directory,
    createModuleFinder({
      ...(release === undefined ? {} : { release }),
      ...(identity.machine === undefined ? {} : { machine: identity.machine }),
      paths: launch.modulePaths,
      vmcoreDir,
      unpackTo: directory.path,
    }),
    release,
  );
  const lines = new LineLookup(vmlinux, modules, {
    openSymbolizer,
    available: symbolizerAvailable,
  });
  const cpus = identity.registers.map(({ registers }) => registers);
  const { lines: warnings, withoutStackStart } = parseStartWarnings(crash.startOutput);
  const dumpFile = new DumpFileSource(identity.path);
  const memory = new MemoryReader([dumpFile, new CrashSource(crash, directory)]);
  const version = parseVersion(crash.startOutput);
  const known = { cpus, withoutStackStart };
  const losesTasks = losingTasks(version, warnings, memory);
  const reader = new DumpReader(crash, modules, lines, known, losesTasks);
  const step = identity.machine === 'x86_64' ? 1n : 4n;
  const code = new CodeReader(crash, modules, lines, memory, step);
  const close = async (): Promise<void> => {
    reader.close();
    await dumpFile.close();
    await crash.close();
    await chosen.index?.close();
    await directory.remove();
    trace.close();
  };
  const closeNow = (): void => {
    reader.close();
    crash.killNow();
    directory.removeNow();
  };
  const endNow = (): void => void crash.close();
  try {
    options.signal.addEventListener('abort', endNow, { once: true });
    options.onProgress('reading the panic');
    const facts = await reader.facts(options.signal);
    const sources = createSourceFinder({
      sourceMap: launch.sourceMap,
      folders: launch.folders,
      vmlinuxDir: path.dirname(vmlinux),
      vmcoreDir,
      modulePaths: launch.modulePaths,
      ...(identity.version === undefined && facts.summary.version === undefined
        ? {}
        : { version: identity.version ?? facts.summary.version }),
      ...((release ?? facts.summary.release) === undefined
        ? {}
        : { release: release ?? facts.summary.release }),
    });
    const engine = { path: chosen.crashPath, version, crash, warnings };
    const standing = { rung: 'full' } as const;
    const kernel = new Kernel(
      crash,
      memory,
      release ?? facts.summary.release,
      facts.summary.machine,
      identity.dumpLevel,
    );
    const frames = new FrameScopes(reader, facts.oops, addressBits(identity));
    const values = new Values(crash, reader, kernel, frames, valueRules(new Map()));
    const expressions = new Expressions(values, reader, code, memory, facts.summary.cpus);
    const parts = { whole: reader, console: reader, code, values, expressions };
    const answers = { reader, memory, sources, facts, ...parts };
    const folder = launch.folders[0] ?? vmcoreDir;
    const shell = launch.allowShellEscapes ? { shell: { folder } } : {};
    return { identity, vmlinux, standing, engine, ...shell, ...answers, close, closeNow };
  } catch (error) {
    await close();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', endNow);
  }
}

/** arm64: the bits of an address that count; as the kernel set them up, else as it was built. */
function addressBits({ machine, vmcoreinfo }: DumpIdentity): number | undefined {
  if (machine !== 'aarch64') {
    return undefined;
  }
  const size = Number(vmcoreinfo?.entries.get('NUMBER(TCR_EL1_T1SZ)') ?? NaN);
  const built = Number(vmcoreinfo?.entries.get('NUMBER(VA_BITS)') ?? NaN);
  const bits = size >= 12 && size <= 48 ? 64 - size : built;
  return bits >= 16 && bits <= 52 ? bits : undefined;
}
