import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Failure } from '../../debug-adapter/protocol/failure';
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
export async function explainByConfig(
  session: vscode.DebugSession,
  failure: Failure,
): Promise<ConfigExplanation | undefined> {
  const vmcore: unknown = session.configuration['vmcore'];
  if (typeof vmcore !== 'string' || !isAboutConfig(failure.id)) return undefined;
  const named: unknown = session.configuration['vmlinux'];
  const vmlinux = typeof named === 'string' ? named : undefined;
  const search = await Promise.race([
    findDumpConfig(vmcore, vmlinux),
    delay(MOST_MS, undefined, { ref: false }),
  ]);
  if (!search?.found) return undefined;
  const { text, source } = search.found;
  const cause = causeInConfig(failure.id, text);
  if (!cause) return undefined;
  const { rule, message, line } = cause;
  return {
    sentence: `In the kernel’s configuration (${source}, line ${line + 1}): ${message} [${rule}]`,
    label: `Open Config (${rule})`,
    open: () => showDumpConfig(vscode.Uri.file(vmcore), vmlinux, line),
  };
}
