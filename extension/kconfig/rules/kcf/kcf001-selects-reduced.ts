import { configsOf } from '../../tree/kconfig-statements';
import type { Config, Operand } from '../../tree/syntax/syntax';
import type { KconfigRule } from '../rule';

export const kcf001: KconfigRule = {
  id: 'KCF001',
  title: 'An entry that takes debug information away from dumps',
  severity: 'warning',
  role: 'any',
  subject: 'kconfig',
  why: 'With `DEBUG_INFO_REDUCED` there are no structure definitions, with `DEBUG_INFO_SPLIT` they are in files of their own: crash cannot read the dumps of such a kernel (SYS004, SYS005). An entry that selects one of them, or turns it on by default, does so to everybody who enables the entry, who will not look for it there.',
  evidence:
    'crash kernel.c, `read_in_kernel_config()`: "CONFIG_DEBUG_INFO_REDUCED=y … no debugging data available". The Kconfig files of Linux 5.10, 6.1, 6.12 and 7.2 have no such line.',
  advice: 'Let the person decide: leave the line out.',
  examples: {
    bad: [
      {
        fileName: 'drivers/foo/Kconfig',
        text: 'config FOO\n\tbool "foo"\n\tselect DEBUG_INFO_REDUCED\n',
      },
      {
        fileName: 'lib/Kconfig.debug',
        text: 'config DEBUG_INFO_SPLIT\n\tbool "split"\n\tdefault y\n',
      },
    ],
    good: [
      {
        fileName: 'drivers/foo/Kconfig',
        text: 'config FOO\n\tbool "foo"\n\tdepends on !DEBUG_INFO_REDUCED\n',
      },
      {
        fileName: 'lib/Kconfig.debug',
        text: 'config DEBUG_INFO_SPLIT\n\tbool "split"\n\tdefault n\n',
      },
    ],
  },
  *check({ file, spanOf }) {
    for (const { config } of configsOf(file)) {
      for (const { place, verb, symbol } of turnedOn(config)) {
        yield {
          span: spanOf(place),
          message: `${verb} ${symbol} makes crash dumps unreadable to crash, for everybody who enables ${config.name.text}.`,
        };
      }
    }
  },
};

const HARMFUL: ReadonlySet<string> = new Set(['DEBUG_INFO_REDUCED', 'DEBUG_INFO_SPLIT']);

function* turnedOn({
  name,
  properties,
}: Config): Iterable<{ place: Operand; verb: string; symbol: string }> {
  for (const property of properties) {
    if (property.kind === 'select' || property.kind === 'imply') {
      const symbol = property.symbol.text;
      const verb = property.kind === 'select' ? 'Selecting' : 'Implying';
      if (HARMFUL.has(symbol)) yield { place: property.symbol, verb, symbol };
    } else if (property.kind === 'default' && HARMFUL.has(name.text)) {
      const { value } = property;
      if (value.kind === 'operand' && value.text === 'y') {
        yield { place: value, verb: 'A default of y for', symbol: name.text };
      }
    }
  }
}
