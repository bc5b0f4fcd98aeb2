import { removeLine, setSymbol } from '../../config/edits';
import { takes, type SymbolType } from '../../config/value';
import type { Fix } from '../../model/finding';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';
import { refusedValues } from './refused-values';

export const cfg005: ConfigRule = {
  id: 'CFG005',
  title: 'A value that its symbol does not take',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'Kconfig drops a line whose value does not fit the type of its symbol: `CONFIG_KEXEC=Y` leaves `KEXEC` at its default. Of a bool it looks at the first letter only, which must be a small `y` or `n`, of a tristate also `m`; a number must end with the line.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_set_sym_val()`, and symbol.c, `sym_string_valid()`: `symbol value ’Y’ invalid`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3. The kernel’s own kdump.rst writes `CONFIG_DEBUG_INFO=Y`.',
  advice:
    'Write `y`, `m` or `n` for a bool or tristate, decimal digits for a number, hexadecimal ones for an address. The types of symbols that matter for kdump are known; of others only values are reported that no type takes.',
  examples: {
    bad: [
      { text: 'CONFIG_KEXEC=Y\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: 'CONFIG_CRASH_DUMP="y"\n', fixed: 'CONFIG_CRASH_DUMP=y\n' },
      { text: 'CONFIG_SYSFS=1\n', fixed: 'CONFIG_SYSFS=y\n' },
      { text: 'CONFIG_KEXEC_FILE=true\n', fixed: 'CONFIG_KEXEC_FILE=y\n' },
      { text: 'CONFIG_KALLSYMS=m\n', fixed: 'CONFIG_KALLSYMS=y\n' },
      { text: 'CONFIG_SOMETHING_ELSE=Off\n', fixed: '# CONFIG_SOMETHING_ELSE is not set\n' },
      { text: 'CONFIG_SOME_NUMBER=17 \n', fixed: 'CONFIG_SOME_NUMBER=17\n' },
      { text: 'CONFIG_PHYSICAL_START=16M\n' },
      { text: 'CONFIG_SYSFS=y\n# CONFIG_CMDLINE is not set\n', fixed: 'CONFIG_SYSFS=y\n' },
    ],
    good: [
      { text: 'CONFIG_KEXEC=yes\nCONFIG_SYSFS=y # why not\n' },
      { text: 'CONFIG_IKCONFIG=m\nCONFIG_SOMETHING_ELSE=1\nCONFIG_SOME_NUMBER=\n' },
      { text: 'CONFIG_PHYSICAL_START=0x1000000\n' },
    ],
  },
  *check(config, context) {
    for (const { line, value, type } of refusedValues(config, context.kind)) {
      const name = `${config.prefix}${line.symbol}`;
      if (line.kind === 'unset') {
        yield {
          span: line.span,
          severity: 'warning',
          message: `This line has no effect: ${name} is no switch but ${A_VALUE[type]}, which cannot be unset.`,
          fixes: [{ title: 'Remove the line', edits: [removeLine(config, line)], preferred: true }],
        };
      }
      if (line.kind === 'unset' || type === 'string') continue;
      const meant = meantValue(type, value);
      const fixes: Fix[] = [];
      if (meant !== undefined) {
        const { newText } = setSymbol(config, line.symbol, meant);
        const title = meant === 'n' ? `Unset ${name}` : `Set ${name}=${meant}`;
        fixes.push({ title, edits: [{ ...line.span, newText }], preferred: true });
      }
      yield {
        span: value === '' ? line.span : line.valueSpan,
        message: `Kconfig drops this line: ${shown(value)} is no value for ${name}. ${ADVICE[type]}`,
        fixes,
      };
    }
  },
};

const ADVICE: Readonly<Record<Exclude<SymbolType, 'string'>, string>> = {
  bool: 'It takes y or n.',
  tristate: 'It takes y, m or n.',
  int: 'It takes decimal digits and nothing behind them.',
  hex: 'It takes hexadecimal digits and nothing behind them.',
};

const A_VALUE: Readonly<Record<SymbolType, string>> = {
  bool: 'one',
  tristate: 'one',
  string: 'a string',
  int: 'a number',
  hex: 'an address',
};

function shown(value: string): string {
  const text = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return value === '' ? 'nothing' : `"${text}"`;
}

/** What was surely meant; undefined: nobody knows. */
function meantValue(type: SymbolType, value: string): string | undefined {
  const word = value.replace(/^["'\s]+|["'\s]+$/g, '').toLowerCase();
  if (type === 'bool' || type === 'tristate') {
    if (/^(?:y|yes|true|on|enabled?|1)$/.test(word)) return 'y';
    if (/^(?:n|no|false|off|disabled?|0|unset)$/.test(word)) return 'n';
    if (/^(?:m|module)$/.test(word)) return type === 'tristate' ? 'm' : 'y';
    return undefined;
  }
  return takes(type, word) ? word : undefined;
}
