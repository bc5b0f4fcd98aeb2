import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseKconfig } from '../../../extension/kconfig/tree/syntax/parse-kconfig';
import type { Statement } from '../../../extension/kconfig/tree/syntax/syntax';
import type { SyntaxNode } from '../../../extension/kconfig-syntax/syntax-tree';
import { grammar } from '../../unit/kconfig-syntax/grammar';

/**
 * Reads the Kconfig files of a tree: nothing in them is called wrong, nothing is passed over, and both
 * readers find the same entries.
 * @param isKconfig by path from the top
 */
export async function readKconfigFiles(
  folder: string,
  isKconfig: (name: string) => boolean,
): Promise<{ count: number; entries: number }> {
  const loaded = await grammar();
  const names = await readdir(folder, { recursive: true });
  let [count, entries] = [0, 0];
  for (const name of names.filter(isKconfig)) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text === undefined) continue; // a folder
    const { root, problems, unreadable } = loaded.read(text);
    assert.deepEqual({ name, problems, unreadable }, { name, problems: [], unreadable: [] });
    const [own, expected] = [entriesIn(root), definitions(parseKconfig(text).statements)];
    assert.equal(own, expected, name);
    count++;
    entries += own;
  }
  return { count, entries };
}

function entriesIn({ type, isNamed, children }: SyntaxNode): number {
  const own = isNamed && /^(menu)?config$/.test(type) ? 1 : 0;
  return children.reduce((sum, child) => sum + entriesIn(child), own);
}

function definitions(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => {
    const own = statement.kind === 'config' || statement.kind === 'menuconfig' ? 1 : 0;
    return sum + own + ('body' in statement ? definitions(statement.body) : 0);
  }, 0);
}
