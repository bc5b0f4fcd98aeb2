import assert from 'node:assert/strict';
import { pageOf, ruleIndex, rulePage } from '../../../../extension/kconfig/rule-page';
import { RULES, ruleById } from '../../../../extension/kconfig/rules/registry';
import type { ConfigRule, Rule } from '../../../../extension/kconfig/rules/rule';

const RULE: ConfigRule = {
  id: 'SYS999',
  title: 'A | title',
  severity: 'warning',
  role: 'capture',
  subject: 'config',
  kinds: ['linux-config', 'buildroot-config'],
  kernel: { since: '5.18', before: '6.9' },
  architectures: ['x86_64', 'arm64'],
  why: 'Because of `X`.',
  advice: 'Set it.',
  evidence: 'kernel/x.c',
  examples: {
    bad: [
      {
        text: 'CONFIG_X=n\r\n```\n\x1b[1m\n',
        fileName: 'kdump.config',
        role: 'capture',
        kernel: '6.1',
        architecture: 'arm64',
        tools: { crash: '8.0.6' },
        memory: 8 * 2 ** 30,
        fixed: 'CONFIG_X=y\n',
      },
    ],
    good: [
      { text: '#!/bin/sh\n', fileName: 'load.sh', referenced: { 'a.config': 'CONFIG_Y=y\n' } },
    ],
  },
  *check() {},
};

const PAGE = `# SYS999: A | title

- **Severity:** warning
- **About:** the capture kernel
- **Linux:** 5.18 to before 6.9
- **Architectures:** x86_64, arm64
- **Looks at:** kernel configurations, Buildroot configurations

## Why

Because of \`X\`.

## What to do

Set it.

## Examples that it reports

\`kdump.config\`, as capture kernel, Linux 6.1, arm64, crash 8.0.6, 8 GiB of memory:

\`\`\`\`
CONFIG_X=n␍
\`\`\`
\\x1b[1m
\`\`\`\`

mended:

\`\`\`
CONFIG_X=y
\`\`\`

## Examples that are fine

\`load.sh\`:

\`\`\`sh
#!/bin/sh
\`\`\`

with \`a.config\`:

\`\`\`
CONFIG_Y=y
\`\`\`

## How it is known

kernel/x.c

## How to turn it off

In the settings:

\`\`\`json
"kernelCrash.lint.rules": { "SYS999": "off" }
\`\`\`

Instead of \`off\`, one of \`error\`, \`warning\`, \`info\`, \`hint\` gives it another severity.

In a file, for the whole of it or for the next line (in a device tree as \`/* … */\`):

\`\`\`
# kdump: off SYS999
# kdump: off-line SYS999
\`\`\`

On the command line: \`--rule SYS999=off\`.
`;

describe("a rule's page", () => {
  it('says all that the rule says of itself', () => {
    assert.equal(rulePage(RULE), PAGE);
  });

  it('of a rule that is off tells how to turn it on', () => {
    const page = rulePage({ ...RULE, offByDefault: true });
    assert.match(page, /\*\*Severity:\*\* warning \(off by default\)/);
    assert.match(page, /## How to turn it on\n/);
    assert.match(page, /\{ "SYS999": "warning" \}/);
    assert.doesNotMatch(page, /kdump: off/);
  });

  it('of a rule about versions shows them in a list', () => {
    const rule: Rule = {
      ...RULE,
      subject: 'versions',
      examples: {
        bad: [
          { text: '', kernel: '6.10', tools: { crash: '8.0.5' } },
          { text: '', kernel: '6.12', tools: { crash: '8.0.5' } },
        ],
        good: [],
      },
      *check() {},
    };
    const page = rulePage(rule);
    assert.match(
      page,
      /reports\n\n- Linux 6\.10, crash 8\.0\.5\n- Linux 6\.12, crash 8\.0\.5\n\n## How/,
    );
    assert.doesNotMatch(page, /are fine/);
  });

  it('has not more examples than one likes to read', () => {
    const good = Array.from({ length: 9 }, (_, index) => ({ text: `CONFIG_GOOD${index}=y\n` }));
    const page = rulePage({ ...RULE, examples: { ...RULE.examples, good } });
    assert.equal(page.match(/CONFIG_GOOD/g)?.length, 3);
  });

  it('is there for every rule and for FILE001, and for nothing else', () => {
    for (const { id } of RULES) assert.ok(pageOf(id)?.startsWith(`# ${id}: `), id);
    assert.match(pageOf('FILE001') ?? '', /^# FILE001: /);
    assert.equal(pageOf('XX000'), undefined);
  });

  for (const rule of RULES) {
    it(`of ${rule.id} is whole`, () => {
      const page = rulePage(rule);
      assert.doesNotMatch(page, /undefined|\[object|\n{4}/);
      for (const text of [rule.title, rule.why, rule.advice, rule.evidence]) {
        assert.notEqual(text.trim(), '');
      }
      assert.doesNotMatch(rule.title, /[.\n]$/);
    });
  }
});

describe('the index of the rules', () => {
  it('has a row for each', () => {
    const index = ruleIndex(RULES);
    for (const { id } of RULES) assert.ok(index.includes(`\n| ${id} | `), id);
  });

  it('is a table, whatever stands in a title', () => {
    const row = ruleIndex([RULE]).trim().split('\n').at(-1);
    assert.equal(
      row,
      '| SYS999 | A \\| title | warning | capture | 5.18 to before 6.9 | x86_64, arm64 |',
    );
  });

  it('says whom it contradicts', () => {
    assert.match(ruleIndex([]), /debug profile/);
    assert.ok(ruleById('SYS004'));
  });
});
