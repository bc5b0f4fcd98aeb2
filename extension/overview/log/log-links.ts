import { basename } from 'node:path';
import * as vscode from 'vscode';
import { logAddresses, type LogAddress } from '../../../debug-adapter/kernel-log/log-address';
import type { DebugFiles } from '../../../debug-adapter/vmlinux/debug-files';
import { openMachineSetting } from '../../shared/open-setting';
import type { KnownDumps } from '../known-dumps';
import { kernelFilesOf } from './log-kernel';
import type { LogDocuments } from './log-documents';
import { linesOf } from './log-outline';
import { levelWords } from './log-text';
import { findSource, type SourceAnswer, type SourcePlace } from './source-place';

/** Our own, behind a link that leads to no file. */
export const EXPLAIN_ADDRESS = 'kernelCrash.explainAddress';

class AddressLink extends vscode.DocumentLink {
  constructor(
    readonly document: vscode.TextDocument,
    readonly address: LogAddress,
  ) {
    super(rangeOf(address));
    this.tooltip =
      address.kind === 'runs'
        ? 'Go to the line of this instruction'
        : 'Go to the line of this call';
  }
}

/**
 * `function+0x1a/0x40 [module]` in a kernel log: a link to the line of source, looked up when it is
 * followed, and a hover with the functions that are inlined there.
 */
export class LogLinks implements vscode.DocumentLinkProvider<AddressLink>, vscode.HoverProvider {
  constructor(
    private readonly dumps: KnownDumps,
    private readonly documents: LogDocuments,
    private readonly files: DebugFiles,
  ) {}

  provideDocumentLinks(document: vscode.TextDocument): AddressLink[] {
    return logAddresses(linesOf(document)).map((address) => new AddressLink(document, address));
  }

  async resolveDocumentLink(link: AddressLink): Promise<AddressLink> {
    const answer = await this.answer(link.document, link.address);
    const place = answer.ok ? answer.places[0] : undefined;
    link.target = (place && fileUri(place)) ?? explainUri(link.document.uri, link.address);
    return link;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const address = logAddresses(linesOf(document)).find((one) => rangeOf(one).contains(position));
    if (!address) return this.hoverOnPrefix(document, position);
    const text = new vscode.MarkdownString();
    const answer = await this.answer(document, address);
    if (answer.ok) {
      text.appendText(
        address.kind === 'runs' ? 'This instruction is in' : 'The call before this address is in',
      );
      for (const place of answer.places) appendPlace(text, place);
    } else {
      text.appendText(`${answer.why} ${answer.remedy}`);
    }
    return new vscode.Hover(text, rangeOf(address));
  }

  /** Says in words why a link leads nowhere, with a button that helps. */
  async explain(uri: vscode.Uri, line: number, start: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const address = logAddresses(linesOf(document)).find(
      (one) => one.line === line && one.start === start,
    );
    if (!address) return;
    const answer = await this.answer(document, address);
    if (!answer.ok) {
      const trust = vscode.workspace.isTrusted ? [] : [TRUST];
      const chosen = await vscode.window.showWarningMessage(
        `${answer.why} ${answer.remedy}`.trim(),
        ...trust,
      );
      if (chosen === TRUST) await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    }
    const [place] = answer.places;
    const file = fileUri(place);
    if (file) {
      await vscode.commands.executeCommand('vscode.open', file);
      return;
    }
    const chosen = await vscode.window.showWarningMessage(
      `The source of ${place.functionName} was not found: by the debug info it is ${place.debugPath}, line ${place.line}. It was looked for in ${place.tried.join(', ') || 'no place'}.`,
      SET_SOURCE_MAP,
    );
    if (chosen === SET_SOURCE_MAP) {
      await openMachineSetting('sourceMap');
    }
  }

  private async answer(document: vscode.TextDocument, address: LogAddress): Promise<SourceAnswer> {
    if (!vscode.workspace.isTrusted) {
      return {
        ok: false,
        why: 'This workspace is not trusted, so its vmlinux is not looked into.',
        remedy: 'Trust the workspace to follow the functions of its logs.',
      };
    }
    const kernel = await kernelFilesOf(document, this.dumps);
    if ('why' in kernel) return { ok: false, ...kernel };
    return findSource(address, kernel, this.files);
  }

  /** What the record of a line tells and the text does not. */
  private hoverOnPrefix(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.Hover | undefined {
    const end = /^\[[^\]]*\]/.exec(document.lineAt(line).text)?.[0].length ?? 0;
    const shown = this.documents.lines(document.uri)[line];
    const words = shown && levelWords(shown);
    if (character >= end || words === undefined) return undefined;
    return new vscode.Hover(`Level: ${words}`, new vscode.Range(line, 0, line, end));
  }
}

const TRUST = 'Manage Workspace Trust';
const SET_SOURCE_MAP = 'Set Source Map';

function rangeOf({ line, start, end }: LogAddress): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** The opener of VS Code goes to the line that a fragment names. */
function fileUri({ path, line }: SourcePlace): vscode.Uri | undefined {
  return path === undefined ? undefined : vscode.Uri.file(path).with({ fragment: `L${line}` });
}

function explainUri(document: vscode.Uri, { line, start }: LogAddress): vscode.Uri {
  const query = encodeURIComponent(JSON.stringify([document.toString(), line, start]));
  return vscode.Uri.parse(`command:${EXPLAIN_ADDRESS}?${query}`);
}

function appendPlace(text: vscode.MarkdownString, place: SourcePlace): void {
  text.appendMarkdown('\n\n');
  text.appendText(`${place.functionName}, `);
  const label = `${basename(place.debugPath)}:${place.line}`;
  const file = fileUri(place);
  if (file) {
    text.appendMarkdown('[').appendText(label).appendMarkdown(`](${file.toString()})`);
  } else {
    text.appendText(`${place.debugPath}:${place.line} (this file was not found here)`);
  }
  if (place.note !== undefined) text.appendText(` ${place.note}`);
}
