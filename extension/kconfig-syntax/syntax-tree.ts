import type * as TreeSitter from 'web-tree-sitter';
import type { Span } from '../kconfig/model/text';
import { checkFile, type Problem } from './check-file';
import { readableText } from './readable-text';
import { splitStatements } from './split-statements';

/** The WebAssembly of tree-sitter itself and of its grammar for Kconfig. */
export interface GrammarFiles {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** A node of the tree: what the rest of the project knows of tree-sitter. */
export interface SyntaxNode extends Span {
  /** As the grammar calls it: `config`, `help_text`, `depends on`. */
  readonly type: string;
  /** It has a name in the grammar; words and signs such as `select` and `&&` have none. */
  readonly isNamed: boolean;
  /** What it is to its parent: `name`, `condition`. */
  readonly field: string | undefined;
  /** In the order of the text. */
  readonly children: readonly SyntaxNode[];
}

/** One Kconfig file. Offsets are those of the text. */
export interface KconfigSyntax {
  readonly text: string;
  readonly root: SyntaxNode;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** Where tree-sitter lost its way: nowhere, if `readableText()` does what it should. */
  readonly unreadable: readonly Span[];
}

/** The file as it was read last, for the next reading. */
interface Memory {
  readonly readable: string;
  readonly tree: TreeSitter.Tree;
}

/** Loads tree-sitter; it takes 20 to 40 ms, and the package is not loaded before. */
export async function loadGrammar(files: GrammarFiles): Promise<KconfigGrammar> {
  const library = await import('web-tree-sitter');
  await library.Parser.init({ wasmBinary: files.runtime });
  const parser = new library.Parser();
  parser.setLanguage(await library.Language.load(files.grammar));
  return new KconfigGrammar(library, parser);
}

export class KconfigGrammar {
  constructor(
    private readonly library: typeof TreeSitter,
    private readonly parser: TreeSitter.Parser,
  ) {}

  /** For one file that changes: each reading takes over what did not change since the last one. */
  reader(): KconfigReader {
    return new KconfigReader(this.library, this.parser);
  }

  /** Reads a file once. */
  read(text: string): KconfigSyntax {
    const reader = this.reader();
    try {
      return reader.read(text);
    } finally {
      reader.dispose();
    }
  }
}

export class KconfigReader {
  private memory: Memory | undefined;

  constructor(
    private readonly library: typeof TreeSitter,
    private readonly parser: TreeSitter.Parser,
  ) {}

  read(text: string): KconfigSyntax {
    const pieces = splitStatements(text);
    const check = checkFile(text, pieces);
    const readable = readableText(text, pieces, check);
    if (this.memory) this.tellChange(this.memory, readable);
    const tree = this.parser.parse(readable, this.memory?.tree);
    if (!tree) throw new Error('tree-sitter has no grammar');
    this.dispose();
    this.memory = { readable, tree };
    const { problems } = check;
    return { text, root: plainTree(tree, text), problems, unreadable: errorsOf(tree, text) };
  }

  /** The memory of WebAssembly is nobody's to collect. */
  dispose(): void {
    this.memory?.tree.delete();
    this.memory = undefined;
  }

  /**
   * What a person types may change how other lines are written for the grammar: the two texts are
   * compared instead of asking the editor.
   */
  private tellChange({ readable: before, tree }: Memory, after: string): void {
    const { start, oldEnd, newEnd } = difference(before, after);
    tree.edit(
      new this.library.Edit({
        startIndex: start,
        oldEndIndex: oldEnd,
        newEndIndex: newEnd,
        startPosition: pointAt(before, start),
        oldEndPosition: pointAt(before, oldEnd),
        newEndPosition: pointAt(after, newEnd),
      }),
    );
  }
}

/** The one piece that two texts do not have in common. */
function difference(
  before: string,
  after: string,
): { start: number; oldEnd: number; newEnd: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** tree-sitter’s own places: both count from zero. */
function pointAt(text: string, offset: number): TreeSitter.Point {
  let row = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    start = at + 1;
  }
  return { row, column: offset - start };
}

/** A copy in JavaScript: each look into WebAssembly costs more than the node itself. */
function plainTree(tree: TreeSitter.Tree, text: string): SyntaxNode {
  const { length } = text;
  const cursor = tree.walk();
  const read = (): SyntaxNode => {
    const children: SyntaxNode[] = [];
    const node: SyntaxNode = {
      type: cursor.nodeType,
      isNamed: cursor.nodeIsNamed,
      field: cursor.currentFieldName ?? undefined,
      start: Math.min(cursor.startIndex, length),
      end: Math.min(cursor.endIndex, length),
      children,
    };
    if (cursor.gotoFirstChild()) {
      do children.push(read());
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return node.type === 'variable' ? (bodilessEntry(node, text) ?? node) : node;
  };
  try {
    return read();
  } finally {
    cursor.delete();
  }
}

/** `readableText()` writes an entry without options as an assignment. */
function bodilessEntry(node: SyntaxNode, text: string): SyntaxNode | undefined {
  const { start, end } = node;
  const found = /^(?:menu)?config(?=\s)/.exec(text.slice(start, start + 11))?.[0];
  if (found === undefined) return undefined;
  const keyword = { type: found, isNamed: false, field: undefined, start, children: [] };
  const nameStart = start + found.length;
  const written = text.slice(nameStart, end);
  const name: SyntaxNode = {
    type: 'name',
    isNamed: true,
    field: 'name',
    start: nameStart + written.length - written.trimStart().length,
    end: nameStart + written.trimEnd().length,
    children: [],
  };
  const children = [{ ...keyword, end: nameStart }, name];
  return { type: found, isNamed: true, field: node.field, start, end: name.end, children };
}

function errorsOf({ rootNode }: TreeSitter.Tree, { length }: string): Span[] {
  const found: Span[] = [];
  const visit = (node: TreeSitter.Node): void => {
    if (!node.hasError) return;
    if (node.isError || node.isMissing) {
      found.push({
        start: Math.min(node.startIndex, length),
        end: Math.min(node.endIndex, length),
      });
    }
    for (const child of node.children) if (child) visit(child);
  };
  visit(rootNode);
  return found;
}
