/** What a fix leaves behind: not the problem, and no new error. */
import assert from 'node:assert/strict';
import { lint } from '../../../extension/kconfig/engine';
import type { Finding } from '../../../extension/kconfig/model/finding';
import { applyEdits } from '../../../extension/kconfig/model/text';
import { RULES } from '../../../extension/kconfig/rules/registry';
import type { Example } from '../../../extension/kconfig/rules/rule';
import { exampleRequest } from './example-request';

describe('the fixes of the rules', () => {
  for (const rule of RULES.filter(({ subject }) => subject === 'config')) {
    rule.examples.bad.forEach((example, index) => {
      it(`${rule.id}, bad example ${index + 1}`, () => {
        for (const finding of own(rule.id, example)) checkFixes(finding, example);
      });
    });
  }
});

function findings(example: Example, text = example.text): readonly Finding[] {
  const request = exampleRequest(example);
  const severities = Object.fromEntries(
    RULES.filter(({ offByDefault }) => offByDefault).map(({ id, severity }) => [id, severity]),
  );
  return lint(text, { ...request, settings: { ...request.settings, severities } }).findings;
}

function own(rule: string, example: Example, text?: string): readonly Finding[] {
  return findings(example, text).filter((finding) => finding.rule === rule);
}

function checkFixes(finding: Finding, example: Example): void {
  const { rule, fixes } = finding;
  assert.ok(fixes.filter(({ preferred }) => preferred).length <= 1, 'several are preferred');
  const errorsBefore = new Set(errors(findings(example)));
  for (const { title, edits, preferred } of fixes) {
    assert.match(title, /^[A-Z]/);
    assert.ok(edits.length > 0, title);
    const fixed = applyEdits(example.text, edits);
    const left = own(rule, example, fixed).filter(({ message }) => message === finding.message);
    // Of several like it (two spoilt lines) the others stay.
    const before = own(rule, example).filter(({ message }) => message === finding.message);
    assert.ok(left.length < before.length, `${title} leaves it:\n${fixed}`);
    // Another fix may be what a person wants nevertheless.
    if (!preferred) continue;
    const added = errors(findings(example, fixed)).filter((id) => !errorsBefore.has(id));
    assert.deepEqual(added, [], `${title}:\n${fixed}`);
  }
}

function errors(all: readonly Finding[]): string[] {
  return all.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}
