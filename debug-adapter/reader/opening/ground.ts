import * as path from 'node:path';
import type { ShellAllowed } from '../../crash/console-input';
import type { Trace } from '../../crash/trace';
import type { Standstill } from '../../crash/standstill';
import type { DumpIdentity } from '../../dumpfile/dump-identity';
import type { LogReading } from '../../dumpfile/log/log-record';
import type { SessionLack } from '../../protocol/custom';
import type { LaunchArguments } from '../../protocol/launch-arguments';
import { createSourceFinder, type SourceFinder } from '../../sources/source-finder';
import { createModuleFinder, type ModuleFinder } from '../../vmlinux/module-files';

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** A step of the start, in words. */
  readonly onProgress: (step: string) => void;
  /** crash stands still although it owes an answer; also later, while the dump is open. */
  readonly onStandstill: (standstill: Standstill) => void;
  /** Something that a person should know before the dump is open. */
  readonly onLack: (lack: SessionLack) => void;
  /** What the table of versions has against this crash with this kernel, before crash starts. */
  readonly onDoubt: (doubt: CrashDoubt) => void;
}

export interface CrashDoubt {
  readonly text: string;
  /** What is done as it is not expected to open such a dump with all its commands, in a sentence. */
  readonly before?: string;
}

/** What is known before crash starts, and holds on every rung of the ladder. */
export interface Ground {
  readonly launch: LaunchArguments;
  readonly identity: DumpIdentity;
  /** The kernel log as our own reader found it. */
  readonly log: LogReading;
  readonly trace: Trace;
  readonly options: OpenOptions;
}

/** What the person's own setting allows beyond crash; set where lines of the console may lead there. */
export function shellOf({ launch, identity }: Ground): { readonly shell?: ShellAllowed } {
  const folder = launch.folders[0] ?? path.dirname(identity.path);
  return launch.allowShellEscapes ? { shell: { folder } } : {};
}

/** @param unpackTo a private folder for packed modules; without it they are rejected */
export function moduleFinderOf({ launch, identity }: Ground, unpackTo?: string): ModuleFinder {
  const { release, machine } = identity;
  return createModuleFinder({
    ...(release === undefined ? {} : { release }),
    ...(machine === undefined ? {} : { machine }),
    paths: launch.modulePaths,
    vmcoreDir: path.dirname(identity.path),
    ...(unpackTo === undefined ? {} : { unpackTo }),
  });
}

/** Bytes between the addresses of what fills a window of instructions up where there is no code. */
export function instructionStep({ machine }: DumpIdentity): bigint {
  return machine === 'x86_64' ? 1n : 4n;
}

/** @param said what crash knows where the dump's notes do not tell */
export function sourceFinderOf(
  { launch, identity }: Ground,
  vmlinux: string | undefined,
  said: { readonly release?: string; readonly version?: string },
): SourceFinder {
  const vmcoreDir = path.dirname(identity.path);
  const version = identity.version ?? said.version;
  const release = identity.release ?? said.release;
  return createSourceFinder({
    sourceMap: launch.sourceMap,
    folders: launch.folders,
    vmlinuxDir: vmlinux === undefined ? vmcoreDir : path.dirname(vmlinux),
    vmcoreDir,
    modulePaths: launch.modulePaths,
    ...(version === undefined ? {} : { version }),
    ...(release === undefined ? {} : { release }),
  });
}
