import assert from 'node:assert/strict';
import { readConfig } from '../../../extension/kconfig/config/read-config';
import { sectionsOf } from '../../../extension/kconfig/config/sections';

/** As `first-last title`, lines from one as an editor shows them. */
function sections(...lines: string[]): string[] {
  return sectionsOf(readConfig(lines.join('\n'), 'CONFIG_')).map(
    ({ first, last, title }) => `${first + 1}-${last + 1} ${title}`,
  );
}

const title = (text: string) => ['#', `# ${text}`, '#'];

describe('the sections of a configuration', () => {
  it('go from the title of a menu to its end', () => {
    assert.deepEqual(
      sections(...title('General setup'), 'CONFIG_A=y', '# end of General setup', '', 'CONFIG_B=y'),
      ['2-5 General setup'],
    );
  });

  it('nest', () => {
    assert.deepEqual(
      sections(
        ...title('A'),
        ...title('B'),
        'CONFIG_B=y',
        '# end of B',
        '',
        ...title('C'),
        'CONFIG_C=y',
        '# end of C',
        '# end of A',
      ),
      ['2-15 A', '5-8 B', '11-14 C'],
    );
  });

  it('of comments go to the next title or end', () => {
    assert.deepEqual(
      sections(
        ...title('Menu'),
        ...title('Comment'),
        'CONFIG_A=y',
        '',
        ...title('Another'),
        'CONFIG_B=y',
        '',
        '# end of Menu',
        '',
        ...title('Last'),
        'CONFIG_C=y',
        '',
      ),
      ['2-14 Menu', '5-7 Comment', '10-12 Another', '17-19 Last'],
    );
  });

  it('are not made of the header, of prose, and of titles with nothing below', () => {
    assert.deepEqual(
      sections(
        '#',
        '# Automatically generated file; DO NOT EDIT.',
        '# Linux/x86 6.12.1 Kernel Configuration',
        '#',
        'CONFIG_A=y',
        '# a comment',
        ...title('Empty'),
        ...title('Next'),
        '# end of Unknown',
        '# CONFIG_B is not set',
      ),
      [],
    );
    assert.deepEqual(sections(''), []);
  });

  it('keep titles of one name apart', () => {
    assert.deepEqual(
      sections(
        ...title('A'),
        ...title('A'),
        'CONFIG_A=y',
        '# end of A',
        'CONFIG_B=y',
        '# end of A',
      ),
      ['2-10 A', '5-8 A'],
    );
  });
});
