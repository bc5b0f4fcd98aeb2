import { operandsOf } from '../../tree/syntax/expression-text';
import { statementsOf } from '../../tree/kconfig-statements';
import type { Operand, Statement } from '../../tree/syntax/syntax';
import { newNameOf } from '../tree-renames';
import type { KconfigRule } from '../rule';

export const kcf004: KconfigRule = {
  id: 'KCF004',
  title: 'A symbol that no Kconfig file defines',
  severity: 'warning',
  role: 'any',
  subject: 'kconfig',
  why: 'A symbol that nobody defines is n for ever: what depends on it can never be set, what it excludes is never excluded, and a select of it does nothing. Mostly it was renamed or removed.',
  evidence:
    'scripts/kconfig/symbol.c, `sym_calc_value()`: a symbol of unknown type is n, and its name is its text. All Kconfig files of the tree are looked at, of every architecture. Linux 6.12 has 56 such names, 7.2 has 17 (`USB_OHCI_SH`, `M586`, …).',
  advice: 'Use the new name, or remove what can never be true.',
  examples: {
    bad: [
      {
        fileName: 'drivers/foo/Kconfig',
        tree: 'config MITIGATION_RETPOLINE\n\tbool "r"\n',
        text: 'config FOO\n\tbool "foo"\n\tdepends on RETPOLINE\n',
        fixed: 'config FOO\n\tbool "foo"\n\tdepends on MITIGATION_RETPOLINE\n',
      },
      {
        fileName: 'drivers/foo/Kconfig',
        tree: 'config BAR\n\tbool "b"\n',
        text: 'config FOO\n\tbool "foo"\n\tselect BAZ if BAR\n',
      },
    ],
    good: [
      {
        fileName: 'drivers/foo/Kconfig',
        tree: 'config BAR\n\tbool "b"\n',
        text: 'config FOO\n\tint "foo" if BAR = y\n\trange 0x10 100\n\tdefault $(shell,echo BAZ)\nconfig MORE\n\tdef_bool FOO = 3\n',
      },
      { fileName: 'drivers/foo/Kconfig', text: 'config FOO\n\tbool "foo"\n\tdepends on BAZ\n' },
    ],
  },
  *check({ file, spanOf, tree }) {
    if (!tree?.tree.isComplete) return;
    const own = new Set<string>();
    for (const statement of statementsOf(file)) {
      if (statement.kind === 'config' || statement.kind === 'menuconfig') {
        own.add(statement.name.text);
      }
    }
    for (const statement of statementsOf(file)) {
      for (const operand of namedIn(statement)) {
        const { text, quoted } = operand;
        if (quoted || !/^[A-Z_]\w*$/i.test(text) || /^[ymn]$/.test(text)) continue;
        if (own.has(text) || tree.allNames.has(text)) continue;
        const now = newNameOf(text);
        const known = now !== undefined && tree.allNames.has(now) ? now : undefined;
        const span = spanOf(operand);
        yield {
          span,
          message: `No Kconfig file of ${tree.name.replace(/ for .*/, '')} defines ${text}: it is always n.${known === undefined ? '' : ` It is named ${known} there.`}`,
          fixes:
            known === undefined
              ? []
              : [
                  {
                    title: `Replace by ${known}`,
                    edits: [{ ...span, newText: known }],
                    preferred: true,
                  },
                ],
        };
      }
    }
  },
};

/** All names in a statement's own lines. */
function* namedIn(statement: Statement): Iterable<Operand> {
  if (statement.kind === 'if') yield* operandsOf(statement.condition);
  if (!('properties' in statement)) return;
  for (const property of statement.properties) {
    if ('condition' in property) yield* operandsOf(property.condition);
    switch (property.kind) {
      case 'default':
        yield* operandsOf(property.value);
        break;
      case 'depends':
        yield* operandsOf(property.on);
        break;
      case 'select':
      case 'imply':
        yield property.symbol;
        break;
      default:
        break;
    }
  }
}
