import assert from 'node:assert/strict';
import type { ArtifactLocation, Log, Region } from 'sarif';
import { RULES } from '../../../../extension/kconfig/rules/registry';
import type { SarifLog } from '../../../../extension/kconfig/report/sarif';
import { sarifReport } from '../../../../extension/kconfig/report/sarif-report';
import { sampleReport } from './sample-report';

/** The compiler sees here that what is written has the form of the standard. */
const asStandard = (log: SarifLog): Log => log;

/** What the SARIF 2.1.0 specification asks for beyond the types of its objects. */
describe('the report as SARIF', () => {
  const log = asStandard(JSON.parse(sarifReport(sampleReport())) as SarifLog);
  const [run] = log.runs;
  assert.ok(run);
  const rules = run.tool.driver.rules ?? [];
  const results = run.results ?? [];

  it('is of version 2.1.0 and names its schema', () => {
    assert.equal(log.version, '2.1.0');
    assert.match(log.$schema ?? '', /sarif-schema-2\.1\.0\.json$/);
    assert.equal(log.runs.length, 1);
  });

  it('describes every rule for machines and for people', () => {
    assert.deepEqual(
      rules.map(({ id }) => id),
      [...RULES.map(({ id }) => id), 'FILE001'],
    );
    for (const rule of rules) {
      for (const text of [
        rule.shortDescription?.text,
        rule.fullDescription?.text,
        rule.help?.text,
      ]) {
        assert.match(text ?? '', /\S/, rule.id);
      }
      assert.ok(rule.help?.markdown?.startsWith(`# ${rule.id}: `));
      // What GitHub shows of it.
      assert.ok((rule.fullDescription?.text.length ?? 0) <= 1024, `${rule.id}: why is too long`);
      assert.match(rule.defaultConfiguration?.level ?? '', /^(error|warning|note)$/);
      assert.match(rule.name ?? '', /^\w+$/);
    }
    const off = RULES.filter(({ offByDefault }) => offByDefault).map(({ id }) => id);
    assert.deepEqual(
      rules.filter((rule) => rule.defaultConfiguration?.enabled === false).map(({ id }) => id),
      off,
    );
  });

  it('has a result for each finding, with its rule, level and place', () => {
    assert.equal(results.length, 2);
    const [reduced, hint] = results;
    assert.equal(reduced?.ruleId, 'SYS004');
    assert.equal(rules[reduced.ruleIndex ?? -1]?.id, 'SYS004');
    assert.equal(reduced.level, 'error');
    assert.deepEqual(reduced.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'a%20b/%1B.config', uriBaseId: '%SRCROOT%', index: 0 },
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 28 },
    });
    assert.equal(reduced.relatedLocations?.[0]?.message?.text, 'And this one.');
    assert.equal(hint?.level, 'note');
  });

  it('has fixes as changes of the file', () => {
    const change = results[0]?.fixes?.[0]?.artifactChanges[0];
    assert.deepEqual(change?.replacements, [
      {
        deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 28 },
        insertedContent: { text: '# CONFIG_DEBUG_INFO_REDUCED is not set' },
      },
      { deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 } },
    ]);
    assert.equal(results[1]?.fixes, undefined);
  });

  it('has places that exist: lines and columns from one, in order', () => {
    const regions: Region[] = [];
    const locations: ArtifactLocation[] = [];
    JSON.parse(JSON.stringify(results), (key, value: unknown) => {
      if (/^(region|deletedRegion)$/.test(key)) regions.push(value as Region);
      if (key === 'artifactLocation') locations.push(value as ArtifactLocation);
      return value;
    });
    assert.ok(regions.length >= 4);
    for (const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } of regions) {
      assert.ok(startLine >= 1 && startColumn >= 1 && endColumn >= 1);
      assert.ok(endLine > startLine || (endLine === startLine && endColumn >= startColumn));
    }
    for (const { index, uri } of locations) {
      assert.equal(run.artifacts?.[index ?? -1]?.location?.uri, uri);
    }
    assert.equal(run.columnKind, 'utf16CodeUnits');
  });

  it('names files outside the folder of the run completely', () => {
    assert.deepEqual(run.artifacts?.[1]?.location, { uri: 'file:///x/.config' });
    assert.ok(run.originalUriBaseIds?.['%SRCROOT%']);
    assert.equal(run.originalUriBaseIds['%SRCROOT%'].uri, undefined, 'a path of this machine');
  });

  it('says what could not be looked at', () => {
    const [invocation] = run.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    assert.match(invocation.toolExecutionNotifications?.[0]?.message.text ?? '', /no such file/);
  });
});
