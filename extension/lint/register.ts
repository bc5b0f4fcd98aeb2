import * as vscode from 'vscode';
import { COMMANDS, CONFIG_SCHEME, LANGUAGES, PAGE_SCHEME } from '../shared/ids';
import { checkConfig, checkWorkspace, fixAll } from './check-commands';
import { checkVersions } from './check-versions';
import { Diagnostics } from './diagnostics';
import { Folding } from './folding';
import { Hovers } from './hovers';
import type { Linter } from './linter';
import { explainRule, Pages } from './pages';
import { QuickFixes, TURN_RULE_OFF, turnRuleOff } from './quick-fixes';
import { recogniseLanguages } from './recognise-language';
import { RoleStatus, switchRole } from './role-status';
import { SummaryLens } from './summary-lens';
import type { VersionDataFile } from './version-data';

/** Documents of any language: what a configuration is called, other extensions decide too. */
const ANY = ['file', 'untitled', 'vscode-remote', CONFIG_SCHEME].map((scheme) => ({ scheme }));

/** Constructs and registers the lint; nothing else. */
export function registerLint(versions: VersionDataFile, linter: Linter): vscode.Disposable {
  const { commands, languages, workspace } = vscode;
  const diagnostics = new Diagnostics(linter);
  const pages = new Pages();
  const lens = new SummaryLens(linter);
  return vscode.Disposable.from(
    diagnostics,
    pages,
    lens,
    new RoleStatus(linter),
    recogniseLanguages(linter),
    languages.registerCodeActionsProvider(ANY, new QuickFixes(linter), {
      providedCodeActionKinds: QuickFixes.kinds,
    }),
    languages.registerCodeLensProvider(ANY, lens),
    languages.registerFoldingRangeProvider(
      [LANGUAGES.linuxConfig, LANGUAGES.buildrootConfig],
      new Folding(linter),
    ),
    languages.registerHoverProvider(ANY, new Hovers(linter)),
    workspace.registerTextDocumentContentProvider(PAGE_SCHEME, pages),
    commands.registerCommand(COMMANDS.checkConfig, () => checkConfig(linter)),
    commands.registerCommand(COMMANDS.checkWorkspace, () => checkWorkspace(linter, diagnostics)),
    commands.registerCommand(COMMANDS.checkVersions, () => checkVersions(linter, versions, pages)),
    commands.registerCommand(COMMANDS.fixAll, () => fixAll(linter)),
    commands.registerCommand(COMMANDS.explainRule, explainRule),
    commands.registerCommand(COMMANDS.switchRole, (uri?: unknown) =>
      switchRole(linter, uri instanceof vscode.Uri ? uri : undefined),
    ),
    commands.registerCommand(TURN_RULE_OFF, turnRuleOff),
  );
}
