import assert from 'node:assert/strict';
import { plainText } from '../../../../extension/kconfig/report/plain-text';

describe('Markdown as plain text', () => {
  const cases: readonly [string, string][] = [
    ['With `CONFIG_A=y` **all** is [lost](https://example.org/x).', 'With CONFIG_A=y all is lost.'],
    ['a_b * c_d `__x__`', 'a_b * c_d __x__'],
    ['See:\n\n```sh\nls\n```\n', 'See:\n\nls'],
  ];
  for (const [markdown, text] of cases) {
    it(text, () => assert.equal(plainText(markdown), text));
  }
});
