import { configsOf } from '../../tree/kconfig-statements';
import type { KconfigSymbol } from '../../tree/symbols/kconfig-tree';
import { conjuncts, expressionText } from '../../tree/syntax/expression-text';
import type { KconfigRule } from '../rule';
import { listed } from '../settings-edits';

const TREE = `config KEXEC_CORE
	bool
config CRASH_DUMP
	bool "kernel crash dumps"
	depends on KEXEC_CORE
`;

export const kcf003: KconfigRule = {
  id: 'KCF003',
  title: 'A symbol of kdump selected past its dependencies',
  severity: 'info',
  role: 'any',
  subject: 'kconfig',
  why: 'A select does not look at what the selected symbol depends on. `CRASH_DUMP` without what it needs is a kernel that does not link, or one that does not do what its configuration says.',
  evidence:
    'Documentation/kbuild/kconfig-language.rst: "select should be used with care. select will force a symbol to a value without visiting the dependencies." The dependencies are those of the tree.',
  advice: 'Write `depends on` or `imply`, or select what the symbol depends on too.',
  examples: {
    bad: [
      {
        fileName: 'drivers/foo/Kconfig',
        tree: TREE,
        text: 'config FOO\n\tbool "foo"\n\tselect CRASH_DUMP\n',
      },
    ],
    good: [
      {
        fileName: 'drivers/foo/Kconfig',
        tree: TREE,
        text: 'config FOO\n\tbool "foo"\n\tselect CRASH_DUMP if KEXEC_CORE\n\tselect KEXEC_CORE\n',
      },
      { fileName: 'drivers/foo/Kconfig', text: 'config FOO\n\tbool "foo"\n\tselect CRASH_DUMP\n' },
    ],
  },
  *check({ file, spanOf, tree }) {
    if (!tree) return;
    for (const { config } of configsOf(file)) {
      const given = new Set(
        config.properties.flatMap((property) => {
          if (property.kind === 'select') return [property.symbol.text];
          return property.kind === 'depends' ? conjuncts(property.on).map(expressionText) : [];
        }),
      );
      for (const property of config.properties) {
        if (property.kind !== 'select' || !KDUMP.has(property.symbol.text)) continue;
        const symbol = tree.tree.symbols.get(property.symbol.text);
        const conditions = property.condition
          ? conjuncts(property.condition).map(expressionText)
          : [];
        const ignored = symbol
          ? dependenciesOf(symbol).filter((text) => !given.has(text) && !conditions.includes(text))
          : [];
        if (ignored.length === 0) continue;
        yield {
          span: spanOf(property.symbol),
          message: `This select ignores what ${property.symbol.text} depends on: ${listed(ignored)}. Use "depends on" or "imply".`,
        };
      }
    }
  },
};

const KDUMP: ReadonlySet<string> = new Set(['CRASH_DUMP', 'KEXEC', 'KEXEC_FILE', 'PROC_VMCORE']);

/** Of a symbol with one definition: each must hold. */
function dependenciesOf({ definitions: [definition, ...others] }: KconfigSymbol): string[] {
  if (!definition || others.length > 0) return [];
  const texts = definition.properties.flatMap((property) =>
    property.kind === 'depends' ? conjuncts(property.on).map(expressionText) : [],
  );
  return [...new Set(texts)];
}
