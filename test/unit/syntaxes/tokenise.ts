import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import {
  INITIAL,
  type IOnigLib,
  type IRawGrammar,
  parseRawGrammar,
  Registry,
} from 'vscode-textmate';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The parts of the manifest that tell VS Code of languages. */
export interface Languages {
  readonly languages: readonly {
    readonly id: string;
    readonly aliases: readonly string[];
    readonly filenames?: readonly string[];
    readonly filenamePatterns?: readonly string[];
    readonly extensions?: readonly string[];
    readonly firstLine?: string;
    readonly configuration: string;
  }[];
  readonly grammars: readonly {
    readonly language: string;
    readonly scopeName: string;
    readonly path: string;
  }[];
}

export function contributedLanguages(): Languages {
  const manifest = JSON.parse(readFromRoot('package.json')) as { contributes: Languages };
  return manifest.contributes;
}

/** @param file from the top of the project */
export function readFromRoot(file: string): string {
  return readFileSync(new URL(file, `file://${ROOT}`), 'utf8');
}

/** A piece of a line with its scopes, outermost first and without the grammar's own. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

const registry = new Registry({ onigLib: loadOniguruma(), loadGrammar });

async function loadOniguruma(): Promise<IOnigLib> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  return {
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  };
}

function loadGrammar(scopeName: string): Promise<IRawGrammar | null> {
  const grammar = contributedLanguages().grammars.find((other) => other.scopeName === scopeName);
  if (!grammar) return Promise.resolve(null);
  return Promise.resolve(parseRawGrammar(readFromRoot(grammar.path), grammar.path));
}

/** Colours a text as VS Code does: a list of tokens for each line. */
export async function tokenise(language: string, text: string): Promise<Token[][]> {
  const scopeName = `source.${language}`;
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error(`no grammar for ${language}`);
  let state = INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1),
    }));
  });
}

/**
 * Tokens to compare with what is expected: `text: scope scope`, scopes without the grammar's name
 * at their end; blanks and what has no scope are left out.
 */
export async function scopesOf(language: string, text: string): Promise<string[]> {
  const lines = await tokenise(language, text);
  return lines
    .flat()
    .filter((token) => token.text.trim() !== '' && token.scopes.length > 0)
    .map((token) => `${token.text}: ${token.scopes.map(bare).join(' ')}`);
}

function bare(scope: string): string {
  return scope.replace(/\.(?:(?:linux|buildroot)-k?config|kernel-log)$/, '');
}
