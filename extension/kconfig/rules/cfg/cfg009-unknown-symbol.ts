import { removeLine } from '../../config/edits';
import type { ConfigFile } from '../../config/config-file';
import type { Assignment, Unset } from '../../config/config-line';
import type { Fix } from '../../model/finding';
import { compareVersions } from '../../model/version';
import { parseVersion } from '../../model/version';
import { findHeader } from '../../context/header';
import { RENAMES } from '../renames';
import type { TreeRule } from '../rule';
import { newNameOf } from '../tree-renames';
import { TREE_KINDS } from '../tree-kinds';

export const cfg009: TreeRule = {
  id: 'CFG009',
  title: 'A symbol that the tree does not define',
  severity: 'warning',
  role: 'any',
  subject: 'tree',
  kinds: TREE_KINDS,
  why: 'Kconfig passes over symbols that no Kconfig file defines, without a word: the symbol was renamed, removed, belongs to another architecture or is misspelt, and the line does nothing.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_read_simple()`: the line is skipped; only `KCONFIG_WARN_UNKNOWN_SYMBOLS=1` (6.1.y, 6.12 and later) makes it say so. Names of old symbols: Kconfig files of 5.10, 6.1, 6.12 and 7.2, where the new symbol has the prompt of the old one.',
  advice: 'Use the new name, or remove the line.',
  examples: {
    bad: [
      {
        fileName: 'arch/x86/configs/my_defconfig',
        tree: 'config MITIGATION_RETPOLINE\n\tbool "Avoid speculative indirect branches in kernel"\n',
        text: 'CONFIG_RETPOLINE=y\n',
        fixed: 'CONFIG_MITIGATION_RETPOLINE=y\n',
      },
      {
        tree: 'config KEXEC\n\tbool "kexec"\n',
        text: 'CONFIG_KEXEC=y\nCONFIG_KEXECC=y\n',
        fixed: 'CONFIG_KEXEC=y\n',
      },
    ],
    good: [
      { tree: 'config KEXEC\n\tbool "kexec"\n', text: 'CONFIG_KEXEC=y\n' },
      { text: 'CONFIG_KEXECC=y\n' },
    ],
  },
  *check({ evaluation, name, kernel }, config) {
    const { symbols, isComplete } = evaluation.tree;
    const isForeign = isOfAnotherKernel(config, kernel?.text);
    for (const line of config.lines) {
      if (line.kind !== 'assignment' && line.kind !== 'unset') continue;
      if (symbols.has(line.symbol) || config.line(line.symbol) !== line) continue;
      const now = nowNamed(line.symbol, symbols);
      const isOff = config.isOff(line.symbol);
      yield {
        span: line.nameSpan,
        message: `${name} has no symbol ${line.symbol}: Kconfig passes over this line.${now === undefined ? '' : ` It is named ${now} there.`}${isComplete ? '' : INCOMPLETE}`,
        ...(isOff ? { severity: 'hint' } : isForeign || !isComplete ? { severity: 'info' } : {}),
        fixes: fixesFor(config, line, now),
      };
    }
  },
};

const INCOMPLETE = ' (Not all of its files could be read; one of them may define it.)';

/** A name that the tree knows, which the old one was given. */
function nowNamed(old: string, symbols: ReadonlyMap<string, unknown>): string | undefined {
  const now = RENAMES.find((rename) => rename.old === old)?.now ?? newNameOf(old);
  return now !== undefined && symbols.has(now) ? now : undefined;
}

function fixesFor(config: ConfigFile, line: Assignment | Unset, now: string | undefined): Fix[] {
  const remove = { title: 'Remove the line', edits: [removeLine(config, line)], preferred: false };
  if (now === undefined || config.line(now)) return [remove];
  const newText = `${config.prefix}${now}`;
  const title = `Replace by ${newText}`;
  return [{ title, edits: [{ ...line.nameSpan, newText }], preferred: true }, remove];
}

/** A complete configuration that another kernel's Kconfig wrote has lines that this one lacks. */
function isOfAnotherKernel(config: ConfigFile, tree: string | undefined): boolean {
  const written = findHeader(config.text)?.version;
  const [a, b] = [written, tree].map((text) => parseVersion(text ?? ''));
  if (!a || !b) return false;
  const major = (version: typeof a) => ({ ...version, parts: version.parts.slice(0, 2) });
  return compareVersions(major(a), major(b)) !== 0;
}
