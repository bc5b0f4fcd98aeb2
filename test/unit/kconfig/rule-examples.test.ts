import assert from 'node:assert/strict';
import { lint } from '../../../extension/kconfig/engine';
import { applyEdits } from '../../../extension/kconfig/model/text';
import { RULES } from '../../../extension/kconfig/rules/registry';
import type { Example, Rule } from '../../../extension/kconfig/rules/rule';
import { exampleRequest } from './example-request';

function findingsOf(rule: Rule, example: Example, text = example.text) {
  const request = exampleRequest(example);
  const severities = rule.offByDefault ? { [rule.id]: rule.severity } : {};
  const { findings } = lint(text, { ...request, settings: { ...request.settings, severities } });
  return findings.filter((finding) => finding.rule === rule.id);
}

describe('the examples of the rules', () => {
  for (const rule of RULES.filter(({ subject }) => subject !== 'versions')) {
    describe(`${rule.id} ${rule.title}`, () => {
      it('has both kinds', () => {
        assert.ok(rule.examples.bad.length > 0 && rule.examples.good.length > 0);
      });

      rule.examples.bad.forEach((example, index) => {
        it(`reports bad example ${index + 1}`, () => {
          const findings = findingsOf(rule, example);
          assert.ok(findings.length > 0, example.text);
          for (const { span, message } of findings) {
            assert.ok(span.start >= 0 && span.end <= example.text.length && span.start <= span.end);
            assert.match(message, /[.)"]$/);
          }
        });

        const { fixed } = example;
        if (fixed !== undefined) {
          it(`mends bad example ${index + 1}`, () => {
            const fix = findingsOf(rule, example)[0]?.fixes[0];
            assert.ok(fix, 'no fix');
            assert.equal(applyEdits(example.text, fix.edits), fixed);
            assert.deepEqual(findingsOf(rule, example, fixed), []);
          });
        }
      });

      rule.examples.good.forEach((example, index) => {
        it(`is silent about good example ${index + 1}`, () => {
          assert.deepEqual(findingsOf(rule, example), []);
        });
      });
    });
  }
});

describe('the rules', () => {
  it('have ids of their own', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index || !/^[A-Z]{2,3}\d{3}$/.test(id)),
      [],
    );
  });
});
