/** What the rules on crashkernel= say together. */
import assert from 'node:assert/strict';
import {
  parseCrashkernel,
  type Machine,
} from '../../../../extension/kconfig/crashkernel/parse-crashkernel';
import { isPlaceholder } from '../../../../extension/kconfig/crashkernel/placeholder';
import type { Finding } from '../../../../extension/kconfig/model/finding';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { WRITTEN, randomValues } from '../../../lab/crashkernel/cases';
import { brief, lineOf, lintText, lintValues, type Known } from './lint-crashkernel';

const GiB = 2 ** 30;

function said(values: readonly string[], known: Known = {}): string[] {
  return brief(lineOf(values), lintValues(values, known));
}

describe('the findings about crashkernel=', () => {
  it('are one for one mistake, at the piece that is wrong', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      '512MB': ['CK001 error "B"'],
      auto: ['CK002 error "auto"'],
      '2G:512M': ['CK001 error ":"'],
      '-:64M': ['CK001 error "-"'],
      '256M,foo': ['CK001 error ",foo"'],
      '': ['CK001 error "crashkernel="'],
      '4G-2G:64M': ['CK004 error "4G-2G"'],
      '2G-:512M,high': ['CK003 error "2G-:512M,high"'],
      '512M-:64MB': ['CK005 warning "B"'],
      '256M@16MB': ['CK005 warning "B"'],
      '512M@': ['CK005 warning "@"'],
      '512M-:192M,': ['CK005 warning ","'],
      '512M-2G:64MB,2G-:128MB': ['CK005 error "B,2G-:128MB"'],
      '384M-2G:64M@16M,2G-:128M@16M': ['CK005 error ",2G-:128M@16M"'],
      '512M-:64M,4G-:128M': ['CK006 warning "4G-:128M"'],
      '512M-1G:64M,2G-:128M': ['CK006 warning "2G"'],
      '512': ['CK007 warning "512"'],
      '512M,cma': ['CK009 error ",cma"'],
      '256M,low': ['CK012 error "crashkernel=256M,low"'],
      '0,low': ['CK012 error "crashkernel=0,low"'],
      off: ['CK001 info "off"'],
    };
    for (const [value, expected] of Object.entries(cases)) {
      assert.deepEqual(said([value]), expected, value);
    }
  });

  it('are about the value that counts', () => {
    assert.deepEqual(said(['auto', '256M']), ['CK011 warning "crashkernel=auto"']);
    assert.deepEqual(said(['256M', '512MB,high']), ['CK012 warning "crashkernel=512MB,high"']);
    assert.deepEqual(said(['512MB', '256M,high'], { architecture: 'x86_64', kernel: '6.1' }), [
      'CK001 warning "B"',
    ]);
    assert.deepEqual(said(['512MB', '256M,high'], { architecture: 'x86_64', kernel: '6.12' }), [
      'CK001 error "B"',
      'CK012 warning "crashkernel=256M,high"',
    ]);
  });

  it('depend on the memory where it is known', () => {
    const value = ['1G-4G:256M,4G-8G:512M,8G:1G'];
    assert.deepEqual(said(value), ['CK001 error ":"']);
    assert.deepEqual(said(value, { memory: 2 * GiB }), ['CK001 warning ":"']);
    assert.deepEqual(said(value, { memory: 16 * GiB }), ['CK001 error ":"']);
    assert.deepEqual(said(['4G-8G:512M'], { memory: 2 * GiB }), ['CK006 warning "4G-8G:512M"']);
    assert.deepEqual(said(['4G'], { memory: 2 * GiB }), ['CK001 error "4G"']);
  });

  it('are cautious where something may come from elsewhere', () => {
    const config = { fileName: '.config' };
    const alone = lintText('CONFIG_CMDLINE="crashkernel=72M,low"\n', config);
    assert.deepEqual(
      alone.map(({ severity }) => severity),
      ['warning'],
    );
    const forced = 'CONFIG_CMDLINE_FORCE=y\nCONFIG_CMDLINE="crashkernel=72M,low"\n';
    assert.deepEqual(
      lintText(forced, config).map(({ severity }) => severity),
      ['error'],
    );
  });

  it('underline the whole value where escapes hide its pieces', () => {
    const text = 'CONFIG_CMDLINE="crashkernel=512\\MB"\n';
    const findings = lintText(text, { fileName: '.config' });
    assert.deepEqual(brief(text, findings), ['CK001 error "512\\MB"']);
    assert.deepEqual(findings[0]?.fixes, []);
  });

  it('are errors just where nothing is reserved', () => {
    const known: Known = { architecture: 'x86_64', kernel: '7.2', memory: 8 * GiB };
    const machine: Machine = {
      architecture: 'x86_64',
      kernel: parseVersion('7.2'),
      memory: BigInt(8 * GiB),
    };
    let reserved = 0;
    let not = 0;
    for (const values of [...WRITTEN, ...randomValues(11, 1500)]) {
      // What a command line splits or takes the quotes off is another value then.
      if (values.some((value) => /[\s"\\]/.test(value) || isPlaceholder(value))) continue;
      const outcome = parseCrashkernel(values, machine);
      // An address may be one that no reader minds, and no kernel can use.
      const findings = lintValues(values, known).filter(({ rule }) => rule !== 'CK013');
      const severities = findings.map(({ severity }) => severity);
      const context = JSON.stringify([values, outcome.kind, severities]);
      if (outcome.kind === 'reserved') {
        reserved++;
        assert.ok(!severities.includes('error'), context);
      } else if (
        outcome.kind === 'refused' &&
        values.every((value) => !/^(off|no)$|,$/.test(value))
      ) {
        not++;
        assert.ok(severities.includes('error'), context);
      }
    }
    assert.ok(reserved > 200 && not > 500, `${reserved} ${not}`);
  });

  it('have fixes that mend them', () => {
    for (const values of [...WRITTEN, ...randomValues(12, 800)]) {
      if (values.some((value) => /[\s"\\]/.test(value))) continue;
      const text = lineOf(values);
      const before = lintText(text);
      for (const { rule, message, span, fixes } of before) {
        // Behind it the next mistake of the kind may come to light.
        const isSame = (other: Finding) =>
          other.rule === rule && other.message === message && other.span.start <= span.start;
        for (const { title, edits } of fixes) {
          const after = lintText(applyEdits(text, edits));
          const [had, has] = [before.filter(isSame).length, after.filter(isSame).length];
          assert.ok(has < had || after.length < before.length, `${text}${title}`);
        }
      }
    }
  });

  it('never throw', () => {
    for (const value of ['\u0000', '💥', '=', ',,,', ':::', '@@@', '-'.repeat(5000)]) {
      lintValues([value], { architecture: 'x86_64', memory: 1 });
    }
  });
});
