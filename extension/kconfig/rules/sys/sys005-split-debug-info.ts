import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';

export const sys005: ConfigRule = {
  id: 'SYS005',
  title: 'Split debug information',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'With `CONFIG_DEBUG_INFO_SPLIT=y` the types lie in thousands of `.dwo` files in the build tree instead of in vmlinux. A vmlinux that is kept or sent to somebody without the tree is of no use for reading a dump, and crash may not find the files where they are.',
  evidence:
    'lib/Kconfig.debug, help of `DEBUG_INFO_SPLIT`; crash’s mailing list, 2017: gdb 7.6, which crash 7 embeds, fails on `.dwo` files. Whether later ones read them was not tried.',
  advice: 'Unset it. `CONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y` saves disk space without that harm.',
  examples: {
    bad: [
      {
        text: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_SPLIT=y\n',
        fixed: 'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_SPLIT is not set\n',
      },
    ],
    good: [{ text: '# CONFIG_DEBUG_INFO_SPLIT is not set\n' }],
  },
  *check(config) {
    if (!config.isYes('DEBUG_INFO_SPLIT')) return;
    yield {
      span: config.anchor('DEBUG_INFO_SPLIT'),
      message:
        'Split debug information: the types lie in .dwo files of the build tree, not in vmlinux, and crash may not be able to read them.',
      fixes: [fixBySetting(config, 'DEBUG_INFO_SPLIT', 'n')],
    };
  },
};
