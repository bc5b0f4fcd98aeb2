import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allValues, evaluated } from './evaluated';
import { treeOf } from './tree-of';

/** What conf of four kernels did, recorded by test/lab/kconfig-tree. */
interface Recorded {
  readonly name: string;
  readonly version: string;
  readonly kconfig: string;
  readonly config: string;
  readonly values: Readonly<Record<string, string>>;
}

const FIXTURE = fileURLToPath(new URL('./fixtures/corner-outcomes.jsonl', import.meta.url));

describe('Evaluation', () => {
  const recorded = readFileSync(FIXTURE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);

  for (const name of new Set(recorded.map((one) => one.name))) {
    const cases = recorded.filter((one) => one.name === name);
    it(`does as conf in ${cases.length} recorded runs: ${name}`, () => {
      for (const { version, kconfig, config, values } of cases) {
        const ours = allValues(evaluated(treeOf(kconfig), config, version));
        for (const symbol of new Set([...Object.keys(values), ...Object.keys(ours)])) {
          // conf writes no text of a symbol that is not shown and has no default.
          const isText = !/^[ymn]$/.test(ours[symbol] ?? 'n');
          if (isText && values[symbol] === undefined) continue;
          assert.equal(ours[symbol], values[symbol], `${version} ${symbol}: ${config}`);
        }
      }
    });
  }

  const MACROS = `config CC_OK
	def_bool $(cc-option,-fx)
config A
	bool "a"
	depends on $(success,true)
config B
	bool "b"
	depends on CC_OK
config C
	bool "c"
	depends on !CC_OK
config D
	def_bool A || y
config VERSION
	int
	default $(shell,pahole)
config E
	def_bool VERSION > 5
`;

  it('says nothing of what only a program could tell', () => {
    assert.deepEqual(allValues(evaluated(treeOf(MACROS), 'CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\n')), {
      A: 'unknown',
      B: 'unknown',
      C: 'unknown',
      CC_OK: 'unknown',
      D: 'y',
      E: 'unknown',
      VERSION: 'unknown',
    });
  });

  it('takes it from what Kconfig wrote', () => {
    const facts = 'CONFIG_CC_OK=y\nCONFIG_VERSION=7\n# CONFIG_A is not set\n';
    const evaluation = evaluated(
      treeOf(MACROS),
      'CONFIG_A=y\nCONFIG_B=y\n',
      '6.12',
      'default',
      facts,
    );
    const values = { A: 'y', B: 'y', CC_OK: 'y', D: 'y', E: 'y', VERSION: '7' };
    assert.deepEqual(allValues(evaluation), values);
  });

  it('does not take absence for an answer where nobody had asked', () => {
    const tree = treeOf(`config SANITIZER
	bool "sanitizer"
if SANITIZER
config CC_CAN
	def_bool $(cc-option,-fs)
endif
config CC_MAY
	def_bool $(cc-option,-fm)
`);
    const facts = '# CONFIG_SANITIZER is not set\n';
    const evaluation = evaluated(tree, 'CONFIG_SANITIZER=y\n', '6.12', 'default', facts);
    assert.deepEqual(allValues(evaluation), { CC_CAN: 'unknown', SANITIZER: 'y' });
  });

  it('knows of a fragment only what no other fragment can change', () => {
    const tree = treeOf(`config A
	bool "a"
config B
	bool "b"
	depends on A
config C
	bool "c"
	depends on !A
config D
	def_bool A
config NUMBER
	int "number"
choice
	prompt "one"
config X
	bool "x"
config Y
	bool "y"
endchoice
`);
    assert.deepEqual(allValues(evaluated(tree, 'CONFIG_A=y\nCONFIG_C=y\n', '6.12', 'unknown')), {
      A: 'y',
      B: 'unknown',
      D: 'y',
      NUMBER: 'unknown',
      X: 'unknown',
      Y: 'unknown',
    });
    const chosen = evaluated(
      tree,
      '# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_Y=y\n',
      '6.12',
      'unknown',
    );
    assert.deepEqual(allValues(chosen), { C: 'unknown', NUMBER: 'unknown', Y: 'y' });
  });

  it('knows nothing of symbols that a file it could not read may define', () => {
    const files = {
      Kconfig: 'source "$(EXTERNAL)/Kconfig"\nconfig A\n\tbool "a"\n\tdepends on B\n',
    };
    assert.equal(allValues(evaluated(treeOf(files), 'CONFIG_A=y\n'))['A'], 'unknown');
    const whole = 'config A\n\tbool "a"\n\tdepends on B\n';
    assert.deepEqual(allValues(evaluated(treeOf(whole), 'CONFIG_A=y\n')), {});
  });

  it('comes to an end where symbols depend on themselves', () => {
    const tree = treeOf(`config A
	bool "a"
	depends on B
	select C
config B
	def_bool C
config C
	bool
	default y if A
choice
	prompt "p" if X
config X
	bool "x"
	depends on X
endchoice
`);
    for (const version of ['6.1', '6.12']) {
      assert.equal(typeof allValues(evaluated(tree, 'CONFIG_A=y\n', version)), 'object');
    }
  });
});
