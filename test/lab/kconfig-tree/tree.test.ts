/**
 * Our evaluation of Kconfig and the kernel's own conf --olddefconfig make the same of whole trees,
 * and of the corners of the language. KERNEL_CRASH_RECORD_TREE=1 records what conf did in the
 * corners, for `npm test`. KERNEL_CRASH_TREE_RUNS: perturbations of each architecture (3).
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAtLeast, parseVersion } from '../../../extension/kconfig/model/version';
import { allValues, evaluated, writtenIn } from '../../unit/kconfig/tree/evaluated';
import { treeOf } from '../../unit/kconfig/tree/tree-of';
import { CORNER_CASES, type CornerCase, kconfigText } from './corner-cases';
import { ensureTree } from './kernel-tree.mjs';
import { perturbed } from './perturb';
import { readTree } from './read-tree';
import { Conf } from './run-conf';

/** Their kernels in 2026: 5.10, 6.1, 6.12, 7.2. */
const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid'];

const DEFCONFIGS = {
  x86_64: 'x86/configs/x86_64_defconfig',
  arm64: 'arm64/configs/defconfig',
  arm: 'arm/configs/multi_v7_defconfig',
  powerpc: 'powerpc/configs/ppc64_defconfig',
  riscv: 'riscv/configs/defconfig',
  s390: 's390/configs/defconfig',
};

const RUNS = Number(process.env['KERNEL_CRASH_TREE_RUNS'] ?? 3);

/**
 * What our rules name may not even be unknown; but that structures are randomised in cache lines, or
 * not at all, is known to a compiler with plugins only.
 */
const CRASH_SYMBOLS =
  /^(KEXEC(_.*)?|CRASH_(DUMP|CORE|RESERVE|HOTPLUG.*)|PROC_(VMCORE|KCORE|FS)|VMCORE_INFO|DEBUG_(INFO(?!_BTF).*|KERNEL)|KALLSYMS.*|SYSFS|SYSCTL|RELOCATABLE|RANDOMIZE_BASE|EXPERT|IKCONFIG.*|MAGIC_SYSRQ|PANIC_.*|RANDSTRUCT_FULL|UNWINDER_.*|FRAME_POINTER|CMDLINE.*|PHYSICAL_START|BLK_DEV_INITRD|HIGHMEM.*|AUTO_ZRELADDR|PM_SLEEP_SMP|SUSPEND|HIBERNATION)$/;

for (const suite of SUITES) {
  describe(`Kconfig of the kernel of Debian ${suite}`, () => {
    for (const [arch, defconfig] of Object.entries(DEFCONFIGS)) {
      it(`${arch}: a defconfig, its result, and ${RUNS} perturbations come out alike`, async () => {
        const kernel = await ensureTree(suite);
        const tree = readTree(kernel, arch);
        const conf = await Conf.start(kernel);
        try {
          const raw = readFileSync(path.join(kernel.folder, 'arch', defconfig), 'utf8');
          const base = conf.olddefconfig(raw, arch);
          const texts = [raw, base];
          for (let seed = 1; seed <= RUNS; seed++) texts.push(perturbed(base, seed));
          let unknown = 0;
          for (const [index, text] of texts.entries()) {
            const real = writtenIn(tree, index === 0 ? base : conf.olddefconfig(text, arch));
            const ours = allValues(evaluated(tree, text, kernel.version, 'default', base));
            const wrong = differences(ours, real);
            unknown += wrong.filter(isUnknown).length;
            assert.deepEqual(
              wrong.filter((row) => !isUnknown(row) || CRASH_SYMBOLS.test(row.symbol)),
              [],
              `text ${index}`,
            );
          }
          console.log(
            `      Linux ${kernel.version}: ${tree.symbols.size} symbols, ${texts.length} texts, none differs, ${unknown} unknown`,
          );
        } finally {
          conf.stop();
        }
      });
    }
  });
}

interface Difference {
  readonly symbol: string;
  readonly ours: string | undefined;
  readonly real: string | undefined;
}

/** What conf leaves out is n or empty; a text of a symbol that is not shown is written by nobody. */
function differences(
  ours: Readonly<Record<string, string>>,
  real: Readonly<Record<string, string>>,
): Difference[] {
  const rows: Difference[] = [];
  for (const symbol of new Set([...Object.keys(ours), ...Object.keys(real)])) {
    const isTristate = /^[ymn]$|^unknown$/.test(ours[symbol] ?? 'n');
    if (ours[symbol] !== real[symbol] && (isTristate || symbol in real)) {
      rows.push({ symbol, ours: ours[symbol], real: real[symbol] });
    }
  }
  return rows;
}

function isUnknown({ ours }: Difference): boolean {
  return ours === 'unknown';
}

const FIXTURE = fileURLToPath(
  new URL('../../unit/kconfig/tree/fixtures/corner-outcomes.jsonl', import.meta.url),
);

describe('corners of Kconfig', () => {
  const recorded: string[] = [];
  for (const suite of SUITES) {
    it(`come out alike with the conf of Debian ${suite}`, async () => {
      const kernel = await ensureTree(suite);
      const folder = mkdtempSync(path.join(tmpdir(), 'kernel-crash-corner-'));
      const conf = await Conf.start({ ...kernel, folder });
      try {
        for (const corner of CORNER_CASES.filter((one) => isFor(one, kernel.version))) {
          const kconfig = kconfigText(corner.kconfig, kernel.version);
          writeFileSync(path.join(folder, 'Kconfig'), kconfig);
          const tree = treeOf(kconfig);
          for (const config of corner.configs) {
            const values = writtenIn(tree, conf.olddefconfig(config, 'x86_64'));
            const { name } = corner;
            recorded.push(
              JSON.stringify({ name, version: kernel.version, kconfig, config, values }),
            );
            const ours = allValues(evaluated(tree, config, kernel.version));
            assert.deepEqual(differences(ours, values), [], `${name}: ${JSON.stringify(config)}`);
          }
        }
      } finally {
        conf.stop();
        rmSync(folder, { recursive: true });
      }
    });
  }

  after(() => {
    if (process.env['KERNEL_CRASH_RECORD_TREE'] !== '1') return;
    writeFileSync(FIXTURE, `${recorded.join('\n')}\n`);
    console.log(`      ${recorded.length} recorded in ${path.basename(FIXTURE)}`);
  });
});

function isFor({ since, before }: CornerCase, version: string): boolean {
  const kernel = parseVersion(version);
  if (!kernel) return false;
  return !(since && !isAtLeast(kernel, since)) && !(before && isAtLeast(kernel, before));
}
