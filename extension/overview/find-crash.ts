import * as vscode from 'vscode';
import { findCrashOnPath, isExecutableFile } from '../../debug-adapter/programs/find-program';
import { TOOL_QUESTIONS } from '../kconfig/versions/tool-questions';
import { askTool } from '../lint/ask-tools';
import { CONFIGURATION_SECTION, SETTINGS } from '../shared/ids';
import type { CrashFound } from './page/crash-verdict';

/** The crash that a session on this dump would start, asked for its version where that is allowed. */
export async function findCrash(dump: vscode.Uri): Promise<CrashFound> {
  const configured = vscode.workspace
    .getConfiguration(CONFIGURATION_SECTION, dump)
    .get<string>(SETTINGS.crashPath, '')
    .trim();
  if (configured !== '' && !isExecutableFile(configured)) {
    return { kind: 'not-runnable', path: configured };
  }
  const path = configured === '' ? findCrashOnPath() : configured;
  if (path === undefined) return { kind: 'none' };
  if (!vscode.workspace.isTrusted) return { kind: 'untrusted', path };
  const { version, ...answer } = await askTool(path, TOOL_QUESTIONS.crash);
  if (version) return { kind: 'asked', path, version };
  return { kind: 'silent', path, problem: 'problem' in answer ? answer.problem : 'no version' };
}
