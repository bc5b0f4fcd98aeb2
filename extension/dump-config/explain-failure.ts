import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Failure, FailureId } from '../../debug-adapter/protocol/failure';
import { causeInConfig, isAboutConfig } from './failure-cause';
import { findDumpConfig } from './find-dump-config';
import { showDumpConfig } from './open-dump-config';

/** What the kernel's configuration has to do with a failure. */
export interface ConfigExplanation {
  /** Behind what is told of the failure. */
  readonly sentence: string;
  /** Of a button that opens the configuration at that line. */
  readonly label: string;
  readonly open: () => Promise<void>;
}

/** A person waits for the message. */
const MOST_MS = 3000;

/**
 * Looks into the configuration of the dump's kernel for what may be behind a failure of its session.
 * @returns undefined where that has nothing to do with it, or is not known
 */
export function explainByConfig(
  session: vscode.DebugSession,
  failure: Failure,
): Promise<ConfigExplanation | undefined> {
  const vmcore: unknown = session.configuration['vmcore'];
  const named: unknown = session.configuration['vmlinux'];
  if (typeof vmcore !== 'string') return Promise.resolve(undefined);
  return explainForDump(vmcore, failure.id, typeof named === 'string' ? named : undefined);
}

/** The same for what a dump lacks before any session. @param dump its path */
export async function explainForDump(
  dump: string,
  failure: FailureId,
  vmlinux?: string,
): Promise<ConfigExplanation | undefined> {
  if (!isAboutConfig(failure)) return undefined;
  const search = await Promise.race([
    findDumpConfig(dump, vmlinux),
    delay(MOST_MS, undefined, { ref: false }),
  ]);
  if (!search?.found) return undefined;
  const { text, source } = search.found;
  const cause = causeInConfig(failure, text);
  if (!cause) return undefined;
  const { rule, message, line } = cause;
  return {
    sentence: `In the kernel’s configuration (${source}, line ${line + 1}): ${message} [${rule}]`,
    label: `Open Config (${rule})`,
    open: () => showDumpConfig(vscode.Uri.file(dump), vmlinux, line),
  };
}
