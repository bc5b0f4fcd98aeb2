import type { KconfigRule } from '../rule';

export const kcf006: KconfigRule = {
  id: 'KCF006',
  title: 'What Kconfig does not read',
  severity: 'error',
  role: 'any',
  subject: 'kconfig',
  why: 'A Kconfig file that cannot be read stops every `make *config`.',
  evidence:
    'scripts/kconfig/lexer.l and parser.y of Linux 5.10, 6.1, 6.12 and 7.2, all of whose Kconfig files read without a finding.',
  advice: 'Mend the line.',
  examples: {
    bad: [
      { fileName: 'drivers/foo/Kconfig', text: 'confg FOO\n\tbool "foo"\n' },
      { fileName: 'drivers/foo/Kconfig', text: 'menu "foo"\nconfig FOO\n\tbool "foo"\n' },
      { fileName: 'drivers/foo/Kconfig', text: 'config FOO\n\tbool "foo"\n\tdepends on A &&\n' },
    ],
    good: [
      { fileName: 'drivers/foo/Kconfig', text: 'menu "foo"\nconfig FOO\n\tbool "foo"\nendmenu\n' },
    ],
  },
  *check({ file, spanOf }) {
    for (const { place, message } of file.problems) {
      yield { span: spanOf(place), message: `${message}.` };
    }
  },
};
