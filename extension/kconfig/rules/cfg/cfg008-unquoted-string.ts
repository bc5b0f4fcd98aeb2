import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';
import { bareString, refusedValues } from './refused-values';

export const cfg008: ConfigRule = {
  id: 'CFG008',
  title: 'A string without its quotes',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'The value of a string symbol stands in double quotes; a quote or a backslash in it has a backslash before it. Without the first quote Kconfig drops the line, and without a word. Without the last one it says `invalid string found` and drops it too.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_set_sym_val()`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3: `CONFIG_DEFAULT_HOSTNAME=foo` leaves it at `(none)`. The kernel’s own android-base.config (6.1) has `CONFIG_ANDROID_BINDER_DEVICES=binder,hwbinder,vndbinder`, which is dropped. U-Boot 2025.01 takes all between a quote in front and one at the very end.',
  advice:
    'Put the value into double quotes. The types of symbols that matter for kdump are known; of others only values are reported that no type takes.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE=crashkernel=256M\n',
        fixed: 'CONFIG_CMDLINE="crashkernel=256M"\n',
      },
      { text: 'CONFIG_CMDLINE="quiet\n', fixed: 'CONFIG_CMDLINE="quiet"\n' },
      { text: "CONFIG_CMDLINE='quiet splash'\n", fixed: 'CONFIG_CMDLINE="quiet splash"\n' },
      { text: 'CONFIG_SOMETHING_ELSE=/bin/sh\n', fixed: 'CONFIG_SOMETHING_ELSE="/bin/sh"\n' },
      {
        text: 'CONFIG_DEFAULT_DEVICE_TREE="a"\nCONFIG_BOOTARGS=quiet\n',
        fixed: 'CONFIG_DEFAULT_DEVICE_TREE="a"\nCONFIG_BOOTARGS="quiet"\n',
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="a \\"b\\" c"\nCONFIG_SOMETHING_ELSE="" # empty\n' },
      { text: 'CONFIG_CMDLINE=""\nCONFIG_SOME_ADDRESS=feed\nCONFIG_SOME_NUMBER=-5\n' },
      { text: 'CONFIG_DEFAULT_DEVICE_TREE="a"\nCONFIG_BOOTARGS="a "b" c"\n' },
    ],
  },
  *check(config, context) {
    for (const { line, type, isGuess } of refusedValues(config, context.kind)) {
      if (type !== 'string' || line.kind === 'unset') continue;
      const name = `${config.prefix}${line.symbol}`;
      const isOpen = line.value.startsWith('"');
      const newText = `"${inner(line.value)}"`;
      yield {
        span: line.value === '' ? line.span : line.valueSpan,
        message: isOpen
          ? `Kconfig drops this line: the closing quote of ${name} is missing.`
          : isGuess
            ? `Kconfig drops this line: no symbol takes such a value. Strings stand in double quotes.`
            : `Kconfig drops this line without a word: ${name} is a string and needs double quotes.`,
        fixes: [
          {
            title: isOpen ? 'Close the quotes' : 'Put it into double quotes',
            edits: [{ ...line.valueSpan, newText }],
            preferred: !isGuess || isOpen,
          },
        ],
      };
    }
  },
};

/** What is to stand between the quotes. */
function inner(value: string): string {
  const text = value.trim();
  const unquoted = /^'([^']*)'$/.exec(text)?.[1];
  if (unquoted !== undefined) return escape(unquoted);
  // What stands behind an opening quote has its backslashes already, but a last one escapes nothing.
  if (text.startsWith('"')) return bareString(text).replace(/(?<!\\)((?:\\\\)*)\\$/, '$1');
  return escape(text);
}

function escape(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}
