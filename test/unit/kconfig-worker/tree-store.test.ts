import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { answer } from '../../../extension/kconfig-worker/answers';
import type { Question, Questions } from '../../../extension/kconfig-worker/protocol';
import { TreeStore } from '../../../extension/kconfig-worker/tree-store';
import { symbolHover } from '../../../extension/kconfig/answers/symbol-hover';

const FILES = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nEXTRAVERSION =\n',
  Kconfig: `mainmenu "Linux/$(ARCH) Kernel Configuration"

config SHELL
	string
	default "$(shell,touch ran)"

config MODULES
	bool "Modules"
	modules

source "arch/$(SRCARCH)/Kconfig"
source "crash/Kconfig"
source "missing/Kconfig"
`,
  'arch/x86/Kconfig':
    'config X86\n\tdef_bool y\n\tselect LOADER if BIG\n\nconfig BIG\n\tbool "Big"\n',
  'arch/arm64/Kconfig': 'config ARM64\n\tdef_bool y\n',
  'crash/Kconfig': `config LOADER
	bool

if X86

menu "Crash features"
	depends on MODULES

config DUMP
	tristate "Keep a dump"
	depends on LOADER
	help
	  It keeps \`a\` dump.

	    Indented.

endmenu

endif
`,
};

describe('a Kconfig tree on a disk', () => {
  let root: string;
  let store: TreeStore;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'kcd-'));
    store = new TreeStore();
    for (const [name, text] of Object.entries(FILES)) await write(name, text);
  });

  afterEach(() => rm(root, { recursive: true }));

  async function write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }

  function ask<Name extends Question>(
    question: Name,
    argument: Questions[Name][0],
    arch = 'x86_64',
  ): Questions[Name][1] {
    const found: unknown = answer(store, { root, arch }, question, argument);
    return found as Questions[Name][1];
  }

  const names = (start = '', arch?: string) =>
    ask('complete', { start, most: 20 }, arch).map(({ name }) => name);

  it('is read for an architecture', () => {
    assert.deepEqual(names(), ['BIG', 'DUMP', 'LOADER', 'MODULES', 'SHELL', 'X86']);
    assert.deepEqual(names('', 'arm64'), ['ARM64', 'DUMP', 'LOADER', 'MODULES', 'SHELL']);
    assert.deepEqual(names('L'), ['LOADER']);
  });

  it('runs no program that it names', () => {
    ask('describe', { name: 'SHELL', config: undefined });
    assert.throws(() => execFileSync('ls', [path.join(root, 'ran')], { stdio: 'ignore' }));
    assert.throws(() => execFileSync('ls', ['ran'], { stdio: 'ignore' }));
  });

  it('tells where a symbol is defined and named', () => {
    assert.deepEqual(ask('definitions', { name: 'DUMP' }), [
      { file: 'crash/Kconfig', line: 9, column: 8, length: 4 },
    ]);
    assert.deepEqual(
      ask('references', { name: 'LOADER' }).map(({ place, role }) => [
        role,
        `${place.file}:${place.line}:${place.column}`,
      ]),
      [
        ['select', 'arch/x86/Kconfig:3:9'],
        ['definition', 'crash/Kconfig:1:8'],
        ['dependency', 'crash/Kconfig:11:13'],
      ],
    );
    assert.deepEqual(ask('definitions', { name: 'NOBODY' }), []);
  });

  it('finds symbols by the words of their names and prompts', () => {
    const found = (query: string) => ask('search', { query, most: 9 }).map(({ name }) => name);
    assert.deepEqual(found('dump'), ['DUMP']);
    assert.deepEqual(found('keep dump'), ['DUMP']);
    assert.deepEqual(found('m'), ['MODULES', 'DUMP']);
  });

  it('says in the words of its files what a symbol is', () => {
    const answered = ask('describe', { name: 'DUMP', config: undefined });
    assert.ok(answered);
    assert.equal(
      symbolHover(answered.description, answered.here, 'CONFIG_'),
      `**CONFIG_DUMP** · tristate

\`\`\`linux-kconfig
# in: if X86
# in: menu "Crash features", depends on MODULES
config DUMP
	tristate "Keep a dump"
	depends on LOADER
\`\`\`

\`crash/Kconfig\`:9

---

\`\`\`text
It keeps \`a\` dump.

  Indented.
\`\`\``,
    );
    assert.equal(ask('describe', { name: 'NOBODY', config: undefined }), undefined);
  });

  it('says what a configuration makes of a symbol, and why', () => {
    const here = (text: string, name: string) =>
      ask('describe', { name, config: { text, prefix: 'CONFIG_', fileName: '/a/.config' } })?.here;
    assert.deepEqual(here('CONFIG_MODULES=y\nCONFIG_DUMP=m\n', 'DUMP'), {
      written: 'm',
      value: 'n',
      why: 'It needs LOADER (=n), which is selected by X86 (=y).',
    });
    assert.deepEqual(here('CONFIG_MODULES=y\nCONFIG_BIG=y\nCONFIG_DUMP=m\n', 'DUMP'), {
      written: 'm',
      value: 'm',
      why: undefined,
    });
    assert.deepEqual(here('CONFIG_BIG=y\n', 'LOADER'), {
      written: undefined,
      value: 'y',
      why: 'Selected by X86.',
    });
  });

  it('is read anew where a file changes, an unsaved text before what is on the disk', async () => {
    const file = path.join(root, 'crash/Kconfig');
    assert.deepEqual(names('NEW'), []);
    store.changed(file, `${FILES['crash/Kconfig']}\nconfig NEW\n\tbool\n`);
    assert.deepEqual(names('NEW'), ['NEW']);
    store.changed(file, undefined);
    assert.deepEqual(names('NEW'), []);
    await write('crash/Kconfig', 'config NEWER\n\tbool\n');
    await utimes(file, new Date(), new Date(Date.now() + 5000));
    store.changed(file, undefined);
    assert.deepEqual(names('NEW'), ['NEWER']);
    await rm(file);
    store.changed(file, undefined);
    assert.deepEqual(names('NEW'), []);
    assert.deepEqual(names('MOD'), ['MODULES']);
  });

  it('of files that read each other, links that lead in circles, and pipes is read to its end', async () => {
    await write(
      'missing/Kconfig',
      'source "Kconfig"\nsource "missing/loop"\nsource "missing/pipe"\nsource "missing/folder"\nsource "../../etc/passwd"\nconfig LAST\n\tbool\n',
    );
    await symlink('loop', path.join(root, 'missing/loop'));
    await mkdir(path.join(root, 'missing/folder'));
    execFileSync('mkfifo', [path.join(root, 'missing/pipe')]);
    assert.ok(names().includes('LAST'));
  });
});
