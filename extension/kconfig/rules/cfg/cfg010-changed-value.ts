import { symbolLine } from '../../config/edits';
import type { ConfigFile } from '../../config/config-file';
import type { Fix, Problem } from '../../model/finding';
import { inWords, failing, valueText, waysToSet } from '../../tree/evaluate/requirements';
import type { Evaluation } from '../../tree/evaluate/evaluation';
import { planFor } from '../../tree/evaluate/plan';
import { isKnown, letterOf, type Tristate } from '../../tree/evaluate/tristate';
import type { Written } from '../../tree/evaluate/written-values';
import type { KconfigSymbol } from '../../tree/symbols/kconfig-tree';
import type { TreeRule } from '../rule';
import { fixBySettings, listed, type Setting } from '../settings-edits';
import { TREE_KINDS } from '../tree-kinds';

const KEXEC = `config KEXEC_CORE
	bool
config KEXEC
	bool "Enable kexec system call"
	select KEXEC_CORE
config CRASH_DUMP
	bool "kernel crash dumps"
	depends on KEXEC_CORE
config PROC_VMCORE
	bool "/proc/vmcore support"
	depends on CRASH_DUMP
`;

export const cfg010: TreeRule = {
  id: 'CFG010',
  title: 'A value that olddefconfig will change',
  severity: 'warning',
  role: 'any',
  subject: 'tree',
  kinds: TREE_KINDS,
  why: 'A line asks for a value; the dependencies of the symbol decide whether it gets it. `make olddefconfig` changes what cannot be, without a word, and what was asked for is missing in the kernel.',
  evidence:
    'The values are computed as scripts/kconfig/symbol.c and menu.c do, and compared with `conf --olddefconfig` of Linux 5.10, 6.1, 6.12 and 7.2 on six architectures (test/lab/kconfig-tree). Where only a compiler could tell, or another fragment, nothing is said. Linux 7.2 lists such values itself when `KCONFIG_WARN_CHANGED_INPUT=1` is set, without a reason.',
  advice: 'Add what the symbol needs: the fix adds all of it at once. Or remove the line.',
  examples: {
    bad: [
      {
        fileName: 'arch/x86/configs/my_defconfig',
        tree: KEXEC,
        text: 'CONFIG_PROC_VMCORE=y\n',
        fixed: 'CONFIG_PROC_VMCORE=y\nCONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
      },
      { tree: 'config HELPER\n\tbool\n', text: 'CONFIG_HELPER=y\n' },
      {
        tree: 'config N\n\tint "n"\n\trange 1 8\n',
        text: 'CONFIG_N=9\n',
      },
    ],
    good: [
      { tree: KEXEC, text: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\nCONFIG_PROC_VMCORE=y\n' },
      { tree: KEXEC, fileName: 'kdump.config', text: 'CONFIG_PROC_VMCORE=y\n' },
      { tree: 'config A\n\tbool "a"\n\tdepends on $(success,true)\n', text: 'CONFIG_A=y\n' },
      { text: 'CONFIG_PROC_VMCORE=y\n', fileName: 'arch/x86/configs/my_defconfig' },
    ],
  },
  *check({ evaluation }, config) {
    const planner = new BoundedPlanner(evaluation);
    for (const [name, written] of evaluation.input.written) {
      const symbol = evaluation.tree.symbols.get(name);
      if (!symbol || symbol.isTransitional) continue;
      const problem =
        symbol.type === 'bool' || symbol.type === 'tristate'
          ? ofTristate(planner, config, symbol, written)
          : ofText(evaluation, symbol, written);
      if (problem) yield { ...problem, span: written.line.span };
    }
  },
};

/** What was asked for and is more than the symbol gets; what is less is DRP013's. */
function ofTristate(
  planner: BoundedPlanner,
  config: ConfigFile,
  symbol: KconfigSymbol,
  { tristate: asked }: Written,
): Omit<Problem, 'span'> | undefined {
  const { evaluation } = planner;
  const { tristate } = evaluation.value(symbol);
  if (!isKnown(tristate) || tristate.low >= asked) return undefined;
  const line = symbolLine(config, symbol.name, letterOf(asked));
  const plan = planner.plan(symbol, asked);
  return {
    message: `olddefconfig will ${tristate.low === 0 ? 'drop' : 'weaken'} ${line}${tristate.low === 0 ? '' : ' to m'}: ${reasonOf(evaluation, symbol, asked)}.`,
    fixes: plan ? [fixOf(config, symbol, plan)] : [],
  };
}

/** A configuration of another tree has hundreds of such lines: the first ones get a fix. */
class BoundedPlanner {
  private left = 25;

  constructor(readonly evaluation: Evaluation) {}

  plan(symbol: KconfigSymbol, wanted: Tristate): ReadonlyMap<string, Tristate> | undefined {
    return this.left-- > 0 ? planFor(this.evaluation, symbol, wanted) : undefined;
  }
}

/** A clause: what the symbol lacks. */
function reasonOf(evaluation: Evaluation, symbol: KconfigSymbol, asked: Tristate): string {
  const [way] = waysToSet(evaluation, symbol, asked);
  if (!way) return withoutPrompt(evaluation, symbol);
  const missing = failing(way);
  if (missing.length > 0) {
    return `it needs ${inWords(evaluation, missing)}`;
  }
  const chosen = symbol.choice && evaluation.chosen(symbol.choice);
  if (chosen) return `of its choice ${chosen.name} is y`;
  return symbol.choice ? 'another member of its choice is y' : 'its dependencies do not hold';
}

function withoutPrompt(evaluation: Evaluation, symbol: KconfigSymbol): string {
  const selectors = [...new Set(symbol.selectedBy.map(({ by }) => by.symbol))];
  if (selectors.length === 0) return 'it has no prompt: Kconfig computes it';
  const shown = selectors
    .slice(0, MOST_SELECTORS)
    .map((by) => `${by.name} (=${valueText(evaluation, by)})`);
  const more =
    selectors.length > shown.length ? ` and ${selectors.length - shown.length} others` : '';
  return `it has no prompt and is only selected, by ${listed(shown, 'or')}${more}`;
}

const MOST_SELECTORS = 4;

function fixOf(
  config: ConfigFile,
  symbol: KconfigSymbol,
  plan: ReadonlyMap<string, Tristate>,
): Fix {
  const settings: Setting[] = [...plan].map(([name, value]) => [name, letterOf(value)]);
  const added = settings.filter(([name]) => name !== symbol.name);
  const isOne = added.length < 2;
  const what = added.map(([name, value]) => symbolLine(config, name, value ?? 'n'));
  const title = isOne ? `Add ${what.join('')}` : `Add all that is missing: ${listed(what)}`;
  return fixBySettings(config, settings, {
    title: added.length === 0 ? `Set ${symbolLine(config, symbol.name, 'y')}` : title,
    // To take the line out may be what is meant.
    preferred: false,
  });
}

function ofText(
  evaluation: Evaluation,
  symbol: KconfigSymbol,
  written: Written,
): Omit<Problem, 'span'> | undefined {
  const { text } = evaluation.value(symbol);
  if (text === undefined || text === written.text) return undefined;
  const { visible } = evaluation.limitsOf(symbol);
  if (!isKnown(visible)) return undefined;
  const value = valueText(evaluation, symbol);
  if (visible.low > 0) {
    return {
      message: `olddefconfig will set ${symbol.name} to ${value}: ${written.text} is out of its range.`,
    };
  }
  return {
    message: `olddefconfig will drop this value of ${symbol.name}: ${reasonOf(evaluation, symbol, 1)}.`,
  };
}
