import * as vscode from 'vscode';
import { findBootArguments } from '../kconfig/boot/find-boot-arguments';
import { describeCrashkernel } from '../kconfig/crashkernel/describe';
import type { LintResult } from '../kconfig/engine';
import type { Span } from '../kconfig/model/text';
import { describeSymbol } from '../kconfig/symbols/hover';
import { rangeOf } from '../shared/ranges';
import type { Linter } from './linter';

/** What a symbol, or a crashkernel=, means for kdump. */
export class Hovers implements vscode.HoverProvider {
  constructor(private readonly linter: Linter) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const result = this.linter.result(document);
    if (!result) return undefined;
    const offset = document.offsetAt(position);
    const found = argumentAt(result, document.getText(), offset) ?? symbolAt(result, offset);
    return (
      found &&
      new vscode.Hover(new vscode.MarkdownString(found.text), rangeOf(found.span, document))
    );
  }
}

interface Found {
  readonly text: string;
  readonly span: Span;
}

function symbolAt({ config, context }: LintResult, offset: number): Found | undefined {
  const line = config?.lines.find(({ span }) => holds(span, offset));
  if (!context || !(line?.kind === 'assignment' || line?.kind === 'unset')) return undefined;
  if (!holds(line.nameSpan, offset)) return undefined;
  const text = describeSymbol(line.symbol, config, context);
  return text === undefined ? undefined : { text, span: line.nameSpan };
}

function argumentAt(
  { config, context }: LintResult,
  text: string,
  offset: number,
): Found | undefined {
  if (!context) return undefined;
  const argument = findBootArguments(context.kind, text, config)
    .filter(({ span }) => holds(span, offset))
    .flatMap((boot) => boot.arguments)
    .find(({ name, span }) => name === 'crashkernel' && holds(span, offset));
  if (argument?.value === undefined) return undefined;
  return { text: describeCrashkernel(argument.value, context), span: argument.span };
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
