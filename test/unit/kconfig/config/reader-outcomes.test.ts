import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ConfigFile } from '../../../../extension/kconfig/config/config-file';
import { scanConfig } from '../../../../extension/kconfig/config/scan-config';
import { DEFAULT_SETTINGS } from '../../../../extension/kconfig/context/settings';
import { lint } from '../../../../extension/kconfig/engine';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { kernelNumber, modelOutcome, SYMBOLS, type Outcome } from './reader-model';

interface Case {
  readonly text: string;
  readonly outcomes: readonly { readonly versions: readonly string[]; readonly outcome: Outcome }[];
}

/** What real readers did, recorded by test/lab/kconfig-reader. */
const CASES = readFileSync(new URL('fixtures/reader-outcomes.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** Of these symbols the lint knows no type, and must not say that a line is lost which may not be. */
const UNKNOWN_TYPES = new Set(['SOME_NUMBER', 'SOME_TEXT', 'SOME_SWITCH', 'DASH-ED']);

const LOST = new Set(['CFG001', 'CFG002', 'CFG005', 'CFG006', 'CFG008']);

function lostLines(text: string, version: string) {
  const { findings } = lint(text, {
    fileName: '.config',
    settings: { ...DEFAULT_SETTINGS, kernel: parseVersion(version) },
  });
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  return new Set(
    findings
      .filter(({ rule, severity }) => LOST.has(rule) && severity !== 'info')
      .map(({ span }) => line(span.start)),
  );
}

describe('what the kernel’s own readers did with odd lines', () => {
  const all = CASES.flatMap(({ text, outcomes }) =>
    outcomes.flatMap(({ versions, outcome }) =>
      versions.map((version) => ({ text, version, outcome })),
    ),
  );

  it('was recorded of old readers and of new ones', () => {
    const versions = new Set(all.map(({ version }) => kernelNumber(version)));
    assert.ok(CASES.length > 500);
    assert.ok([510, 601, 612].every((version) => versions.has(version)));
  });

  it('is what the scanner sees', () => {
    const wrong = all.flatMap(({ text, version, outcome }) => {
      const ours = modelOutcome(text, kernelNumber(version));
      return same(ours, outcome) ? [] : [{ text, version, ours, outcome }];
    });
    assert.deepEqual(wrong, []);
  });

  it('is what a configuration tells of the symbols of 6.12 and later', () => {
    for (const { text, version, outcome } of all) {
      if (kernelNumber(version) < 612 || hasRefusedRepetition(outcome)) continue;
      const config = new ConfigFile(
        text,
        scanConfig(text, 'CONFIG_'),
        'fragment',
        'CONFIG_',
        undefined,
      );
      for (const symbol of ['KEXEC', 'SYSFS', 'IKCONFIG']) {
        const value = outcome.values[symbol];
        const isTaken = value !== undefined;
        assert.equal(config.isOff(symbol), value === 'n', JSON.stringify({ text, symbol }));
        // A bool does not take m; the lint's own rule says so.
        if (isTaken)
          assert.equal(config.isOn(symbol), value !== 'n', JSON.stringify({ text, symbol }));
      }
      const content = outcome.values['CMDLINE'];
      assert.equal(config.string('CMDLINE'), content, JSON.stringify(text));
    }
  });

  it('is no surprise: a finding for each line that is lost, none for others', () => {
    for (const { text, version, outcome } of all) {
      const lines = scanConfig(text, 'CONFIG_');
      const lost = lostLines(text, version);
      for (const line of lines) {
        if (line.kind !== 'assignment' || UNKNOWN_TYPES.has(line.symbol)) continue;
        if (SYMBOLS[line.symbol] === undefined) continue;
        const number = line.number + 1;
        const isRefused =
          outcome.warnings.some(([at, said]) => at === number && said !== 'override') ||
          (outcome.values[line.symbol] === undefined && line.value !== '');
        const what = JSON.stringify({ text, version, number });
        if (isRefused) assert.ok(lost.has(number), `not reported: ${what}`);
        else if (lost.has(number))
          assert.equal(SYMBOLS[line.symbol], 'string', `reported: ${what}`);
      }
      for (const [number, said] of outcome.warnings) {
        if (said !== 'unexpected' || lines[number - 1]?.kind !== 'dropped') continue;
        assert.ok(lost.has(number), `not reported: ${JSON.stringify({ text, version, number })}`);
      }
    }
  });

  it('is never called lost without need where the type is not known', () => {
    for (const { text, version, outcome } of all) {
      const lost = lostLines(text, version);
      for (const line of scanConfig(text, 'CONFIG_')) {
        if (line.kind !== 'assignment' || !lost.has(line.number + 1)) continue;
        if (!UNKNOWN_TYPES.has(line.symbol)) continue;
        const isOnly = text.split(line.symbol).length === 2;
        if (isOnly) assert.equal(outcome.values[line.symbol], undefined, JSON.stringify(text));
      }
    }
  });
});

/** An earlier value stays where a later one is refused, which a configuration cannot know. */
function hasRefusedRepetition({ warnings }: Outcome): boolean {
  return warnings.some(([, said]) => said === 'override');
}

function same(a: Outcome, b: Outcome): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}
