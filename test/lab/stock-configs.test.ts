/**
 * The configurations of all of Debian's kernels: nothing but what is true is said of any, and the
 * short ones of the unit tests stand for the whole ones.
 */
import assert from 'node:assert/strict';
import { lint } from '../../extension/kconfig/engine';
import type { Finding } from '../../extension/kconfig/model/finding';
import { CommandError } from '../support/command.mjs';
import { SetupError } from '../support/setup-error.mjs';
import { type StockConfig, stockConfigs, SUITES } from './stock-configs/debian-configs.mjs';
import { shortenConfig } from './stock-configs/shorten-config';

const ROLES = ['system', 'capture', 'both'] as const;
type Role = (typeof ROLES)[number];

/** What is wrong with a stock configuration, truly: without kexec or CRASH_DUMP there is no kdump. */
const EXCEPTIONS: readonly {
  /** `PROCESSOR VERSION FLAVOUR` */
  readonly kernels: RegExp;
  readonly role: Exclude<Role, 'both'>;
  readonly rules: readonly string[];
}[] = [
  // In 6.1 KEXEC cannot be off on s390.
  { kernels: /^s390x (?!6\.1 )/, role: 'system', rules: ['SYS001'] },
  { kernels: /^s390x /, role: 'capture', rules: ['CAP001'] },
  { kernels: /^mips\w* /, role: 'capture', rules: ['CAP001'] },
  { kernels: /^armel 6\.1 none_marvell$/, role: 'capture', rules: ['CAP001'] },
];

/** Each of them has to be seen in at least one release. */
const MAIN = ['amd64', 'arm64', 'armhf', 'ppc64el', 'riscv64', 's390x'];

describe('the stock configurations of Debian', () => {
  const seen = new Set<string>();

  for (const [suite, processors] of Object.entries(SUITES)) {
    describe(suite, () => {
      const configs: StockConfig[] = [];

      before(async () => {
        for (const processor of processors) {
          try {
            configs.push(...(await stockConfigs(suite, processor)));
            seen.add(processor);
          } catch (error) {
            if (!(error instanceof CommandError || error instanceof SetupError)) throw error;
            // A mirror may lag behind with some processors: what it has is not what is signed.
            console.log(`      ${processor} was not looked at: ${error.message}`);
          }
        }
      });

      it('are clean but for what is true', () => {
        assert.ok(configs.length > 0);
        for (const config of configs) {
          for (const role of ROLES) {
            assert.deepEqual(complaints(config, role), expected(config, role), show(config));
          }
        }
        console.log(`      ${configs.length} configurations: ${configs.map(show).join(', ')}`);
      });

      it('are recognized', () => {
        for (const { text, version, flavour } of configs) {
          const { context, config } = inspect(text, undefined);
          assert.equal(config?.completeness, 'full', flavour);
          assert.ok(context?.kernel?.value.text.startsWith(version), flavour);
          assert.ok((context?.architecture?.value ?? 'other') !== 'other', flavour);
        }
      });

      it('say the same when they are shortened', () => {
        for (const { text, flavour } of configs) {
          const short = shortenConfig(text, 100);
          assert.ok(short.length < 20_000, `${short.length} characters`);
          for (const role of [undefined, ...ROLES]) {
            const [whole, part] = [inspect(text, role), inspect(short, role)];
            assert.deepEqual(part.findings.map(told), whole.findings.map(told), flavour);
            assert.deepEqual(part.context, whole.context, flavour);
          }
        }
      });
    });
  }

  // A group of its own, for a test here would run before the groups above.
  describe('all together', () => {
    it('were there for every main architecture', () => {
      assert.deepEqual(
        MAIN.filter((processor) => !seen.has(processor)),
        [],
      );
    });
  });
});

function inspect(text: string, role: Role | undefined) {
  return lint(text, { fileName: '.config', settings: { role, severities: {}, tools: {} } });
}

/** Errors and warnings. */
function complaints({ text }: StockConfig, role: Role): string[] {
  const { findings } = inspect(text, role);
  const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return loud.map(({ rule }) => rule).sort();
}

function expected(config: StockConfig, role: Role): string[] {
  return EXCEPTIONS.filter(
    (exception) =>
      exception.kernels.test(show(config)) && (role === 'both' || role === exception.role),
  )
    .flatMap(({ rules }) => rules)
    .sort();
}

function show({ processor, version, flavour }: StockConfig): string {
  return `${processor} ${version} ${flavour}`;
}

function told({ rule, severity, message, fixes }: Finding): string {
  return [rule, severity, message, ...fixes.map(({ title }) => title)].join(' | ');
}
