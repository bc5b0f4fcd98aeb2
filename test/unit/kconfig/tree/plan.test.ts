import assert from 'node:assert/strict';
import type { Evaluation } from '../../../../extension/kconfig/tree/evaluate/evaluation';
import { planFor } from '../../../../extension/kconfig/tree/evaluate/plan';
import {
  failing,
  inWords,
  waysToSet,
} from '../../../../extension/kconfig/tree/evaluate/requirements';
import { evaluated } from './evaluated';
import { treeOf } from './tree-of';

/** As in kernel/Kconfig.kexec, fs/proc/Kconfig and lib/Kconfig.debug, in short. */
const TREE = treeOf(`config PROC_FS
	bool "proc" if EXPERT
	default y
config EXPERT
	bool "expert"
	select DEBUG_KERNEL
config DEBUG_KERNEL
	bool "kernel debugging"
config KEXEC_CORE
	bool
config ARCH_SUPPORTS_KEXEC
	def_bool PM_SLEEP_SMP
config PM_SLEEP_SMP
	def_bool SMP
	depends on SUSPEND
config SMP
	bool "smp"
config SUSPEND
	bool "suspend"
config KEXEC
	bool "kexec"
	depends on ARCH_SUPPORTS_KEXEC
	select KEXEC_CORE
config CRASH_DUMP
	bool "dump"
	depends on KEXEC_CORE
config PROC_VMCORE
	bool "vmcore"
	depends on PROC_FS && CRASH_DUMP
choice
	prompt "debug info"
	depends on DEBUG_KERNEL
config DEBUG_INFO_NONE
	bool "none"
config DEBUG_INFO_DWARF5
	bool "dwarf 5"
	select DEBUG_INFO
endchoice
config DEBUG_INFO
	bool
config REDUCED
	bool "reduced"
config BTF
	bool "btf"
	depends on DEBUG_INFO && !REDUCED && (PAHOLE > 5 || OTHER)
config PAHOLE
	int
	default 3
config OTHER
	bool "other"
config NEVER
	bool "never"
	depends on NOT_THERE
`);

describe('what a symbol lacks', () => {
  it('is told with the symbols that are followed without a prompt', () => {
    const evaluation = evaluated(TREE, 'CONFIG_SMP=y\nCONFIG_CRASH_DUMP=y\nCONFIG_KEXEC=y\n');
    assert.deepEqual(lacks(evaluation, 'CRASH_DUMP'), [
      'KEXEC_CORE (=n), which is selected by KEXEC (=n)',
    ]);
    assert.deepEqual(lacks(evaluation, 'KEXEC'), [
      'ARCH_SUPPORTS_KEXEC (=n), which is PM_SLEEP_SMP (PM_SLEEP_SMP=n)',
    ]);
    assert.deepEqual(lacks(evaluation, 'PROC_VMCORE'), [
      'CRASH_DUMP (=n), which needs KEXEC_CORE (=n), which is selected by KEXEC (=n)',
    ]);
    assert.deepEqual(lacks(evaluation, 'DEBUG_INFO'), undefined);
  });
});

describe('planFor', () => {
  for (const [symbol, config, lines] of [
    ['PROC_VMCORE', '', ['SMP=y', 'SUSPEND=y', 'KEXEC=y', 'CRASH_DUMP=y', 'PROC_VMCORE=y']],
    [
      'PROC_VMCORE',
      'CONFIG_SMP=y\nCONFIG_SUSPEND=y\nCONFIG_KEXEC=y\n',
      ['CRASH_DUMP=y', 'PROC_VMCORE=y'],
    ],
    [
      'DEBUG_INFO',
      'CONFIG_DEBUG_INFO_NONE=y\n',
      ['DEBUG_KERNEL=y', 'DEBUG_INFO_NONE=n', 'DEBUG_INFO_DWARF5=y'],
    ],
    [
      'BTF',
      'CONFIG_DEBUG_KERNEL=y\nCONFIG_REDUCED=y\n',
      ['DEBUG_INFO_DWARF5=y', 'REDUCED=n', 'OTHER=y', 'BTF=y'],
    ],
    ['NEVER', '', undefined],
  ] as const) {
    it(`of ${symbol} from ${JSON.stringify(config)}`, () => {
      const evaluation = evaluated(TREE, config);
      const found = TREE.symbols.get(symbol);
      assert.ok(found);
      const plan = planFor(evaluation, found, 2);
      assert.deepEqual(
        plan && [...plan].map(([name, value]) => `${name}=${'nmy'.charAt(value)}`),
        lines,
      );
    });
  }

  it('asks for modules where a module is enough', () => {
    const tree = treeOf(`config MODULES
	bool "modules"
	default y
	modules
config BUS
	tristate "bus"
config DRIVER
	tristate "driver"
	depends on BUS
`);
    const driver = tree.symbols.get('DRIVER');
    assert.ok(driver);
    const plan = planFor(evaluated(tree, ''), driver, 1);
    assert.deepEqual(
      [...(plan ?? [])],
      [
        ['BUS', 1],
        ['DRIVER', 1],
      ],
    );
  });
});

function lacks(evaluation: Evaluation, name: string): string[] | undefined {
  const symbol = evaluation.tree.symbols.get(name);
  assert.ok(symbol);
  const [way] = waysToSet(evaluation, symbol, 2);
  return way && failing(way).map((part) => inWords(evaluation, [part]));
}
