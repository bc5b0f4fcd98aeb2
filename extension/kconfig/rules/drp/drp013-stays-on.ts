import { hasPrompt, type Evaluation } from '../../tree/evaluate/evaluation';
import { activeRaisings, failing, inWords, waysToSet } from '../../tree/evaluate/requirements';
import type { KconfigSymbol } from '../../tree/symbols/kconfig-tree';
import type { TreeRule } from '../rule';
import { listed } from '../settings-edits';
import { TREE_KINDS } from '../tree-kinds';
import { fixBySettings } from '../settings-edits';

const SYSFS =
  'config EXPERT\n\tbool "expert"\nconfig SYSFS\n\tbool "sysfs" if EXPERT\n\tdefault y\n';

export const drp013: TreeRule = {
  id: 'DRP013',
  title: 'A symbol that stays on',
  severity: 'info',
  role: 'any',
  subject: 'tree',
  kinds: TREE_KINDS,
  why: 'A line says that a symbol is not set, and it will be y or m all the same: another symbol selects it, or nobody can see it to turn it off. Mostly harmless, but the kernel is not what the file says.',
  evidence:
    'Tried with `conf` of 5.10 to 7.3: `SYSFS` and `KALLSYMS` have a prompt with EXPERT only, `EFI_STUB` of x86 selects `RELOCATABLE`, `EXPERT` selects `DEBUG_KERNEL`. Values are computed as for CFG010.',
  advice: 'Remove the line, or turn off what selects the symbol.',
  examples: {
    bad: [
      {
        fileName: 'arch/x86/configs/my_defconfig',
        tree: SYSFS,
        text: '# CONFIG_SYSFS is not set\n',
        fixed: '',
      },
      {
        tree: 'config RELOCATABLE\n\tbool "r"\nconfig EFI_STUB\n\tbool "e"\n\tselect RELOCATABLE\n',
        text: 'CONFIG_EFI_STUB=y\n# CONFIG_RELOCATABLE is not set\n',
      },
    ],
    good: [
      { tree: SYSFS, text: 'CONFIG_EXPERT=y\n# CONFIG_SYSFS is not set\n' },
      { tree: SYSFS, fileName: 'small.config', text: '# CONFIG_SYSFS is not set\n' },
      { text: '# CONFIG_SYSFS is not set\n' },
    ],
  },
  *check({ evaluation }, config) {
    for (const [name, { line, tristate }] of evaluation.input.written) {
      const symbol = evaluation.tree.symbols.get(name);
      if (!symbol || tristate > 0 || (symbol.type !== 'bool' && symbol.type !== 'tristate'))
        continue;
      const { low, high } = evaluation.value(symbol).tristate;
      if (low === 0 || symbol.isTransitional) continue;
      yield {
        span: line.span,
        message: `${name} will be ${low === high && low === 1 ? 'm' : 'y'}: ${reasonOf(evaluation, symbol)}. This line has no effect.`,
        fixes: [
          fixBySettings(config, [[name, undefined]], {
            title: 'Remove the line',
            preferred: false,
          }),
        ],
      };
    }
  },
};

function reasonOf(evaluation: Evaluation, symbol: KconfigSymbol): string {
  const selecting = activeRaisings(evaluation, symbol.selectedBy);
  if (selecting.length > 0) {
    const names = [...new Set(selecting.map(({ by }) => by.symbol.name))];
    return names.length > 4
      ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} others select it`
      : `${listed(names)} ${names.length === 1 ? 'selects' : 'select'} it`;
  }
  if (!hasPrompt(symbol)) return 'it has no prompt, and its default is on';
  const [way] = waysToSet(evaluation, symbol, 1);
  const missing = way ? failing(way) : [];
  if (missing.length > 0) {
    return `it can be turned off only with ${inWords(evaluation, missing)}`;
  }
  return symbol.choice ? 'it is what remains of its choice' : 'its default is on';
}
