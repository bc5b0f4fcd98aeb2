import { isAtLeast } from '../../model/version';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys016: ConfigRule = {
  id: 'SYS016',
  title: 'Debug information that crash cannot unpack',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Debug information that is compressed with zstd needs a gdb that knows it. crash 7 and 8 embed gdb 7.6 and 10.2, which do not: they find no debug information in such a vmlinux. Said only where the version of crash is known.',
  evidence:
    'crash, configure.c of each release: gdb 10.2 up to 8.0.6, gdb 16.2 since 9.0.0 (built with zstd); zstd-compressed sections came to gdb with release 13.',
  advice:
    'Use `CONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y` or `CONFIG_DEBUG_INFO_COMPRESSED_NONE=y`, or crash 9. A vmlinux that is there can be unpacked with `objcopy --decompress-debug-sections` of binutils 2.40 or later.',
  examples: {
    bad: [
      {
        text: '# CONFIG_DEBUG_INFO_COMPRESSED_ZLIB is not set\nCONFIG_DEBUG_INFO_COMPRESSED_ZSTD=y\n',
        tools: { crash: '8.0.6' },
        fixed:
          'CONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y\n# CONFIG_DEBUG_INFO_COMPRESSED_ZSTD is not set\n',
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_COMPRESSED_ZSTD=y\n', tools: { crash: '9.0.1' } },
      { text: 'CONFIG_DEBUG_INFO_COMPRESSED_ZSTD=y\n' },
      { text: 'CONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y\n', tools: { crash: '8.0.6' } },
    ],
  },
  *check(config, { tools: { crash } }) {
    if (!crash || isAtLeast(crash, '9.0')) return;
    if (!config.isYes('DEBUG_INFO_COMPRESSED_ZSTD')) return;
    const useInstead = (symbol: string, preferred: boolean) =>
      fixBySettings(
        config,
        [
          [symbol, 'y'],
          ['DEBUG_INFO_COMPRESSED_ZSTD', 'n'],
        ],
        { title: `Use ${config.prefix}${symbol}=y instead`, preferred },
      );
    yield {
      span: config.anchor('DEBUG_INFO_COMPRESSED_ZSTD'),
      message: `crash ${crash.text} cannot read debug information that is compressed with zstd; crash 9 can.`,
      fixes: [
        useInstead('DEBUG_INFO_COMPRESSED_ZLIB', true),
        useInstead('DEBUG_INFO_COMPRESSED_NONE', false),
      ],
    };
  },
};
