import picomatch from 'picomatch';
import * as vscode from 'vscode';
import type { FileKind } from '../kconfig/context/context';
import { LANGUAGES } from '../shared/ids';
import type { Linter } from './linter';

/** Languages that a configuration gets for want of a better one; some take `*.config` for XML. */
const GUESSED = new Set(['plaintext', 'xml', 'ini', 'properties', ...Object.values(LANGUAGES)]);

/**
 * Gives a document the language of what it holds: a `.config` may be the kernel's or Buildroot's.
 * It takes no document from another extension, nor from a person's own file associations.
 */
export function recogniseLanguages(linter: Linter): vscode.Disposable {
  const seen = new WeakSet<vscode.TextDocument>();
  return linter.onDidLint((document) => {
    // Once for each document: a person may choose another language.
    if (seen.has(document)) return;
    seen.add(document);
    const kind = linter.result(document)?.context?.kind;
    const language = kind && languageOf(kind);
    if (
      language !== undefined &&
      document.languageId !== language &&
      GUESSED.has(document.languageId) &&
      !isAssociated(document.uri)
    ) {
      void vscode.languages.setTextDocumentLanguage(document, language);
    }
  });
}

function languageOf(kind: FileKind): string | undefined {
  switch (kind) {
    case 'linux-config':
    case 'u-boot-config':
    case 'other-config':
      return LANGUAGES.linuxConfig;
    case 'buildroot-config':
      return LANGUAGES.buildrootConfig;
    case 'kconfig':
      return LANGUAGES.kconfig;
    default:
      return undefined;
  }
}

function isAssociated(uri: vscode.Uri): boolean {
  const associations: unknown = vscode.workspace.getConfiguration('files', uri).get('associations');
  const globs = Object.keys(typeof associations === 'object' ? (associations ?? {}) : {});
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return globs.some((glob) =>
    picomatch.isMatch(glob.includes('/') ? uri.path : name, glob, { dot: true }),
  );
}
