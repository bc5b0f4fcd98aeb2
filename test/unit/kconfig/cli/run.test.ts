import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile as write } from 'node:fs/promises';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Log } from 'sarif';
import { type Environment, type ExitStatus, run } from '../../../../extension/kconfig/cli/run';
import type { JsonReport } from '../../../../extension/kconfig/report/json-report';
import { RULES } from '../../../../extension/kconfig/rules/registry';
import { useTemporaryFolder } from './temporary-folder';

const REDUCED = 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_REDUCED=y\n';
const MENDED = 'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\n';

interface Ran {
  readonly status: ExitStatus;
  readonly out: string;
  readonly complaints: string;
}

describe('the program', () => {
  const folderWith = useTemporaryFolder();

  async function ran(
    folder: string,
    args: readonly string[],
    input = '',
    writeFile: Environment['writeFile'] = write,
  ): Promise<Ran> {
    let out = '';
    let complaints = '';
    const status = await run(args, {
      standardInput: Readable.from([Buffer.from(input)]),
      folder,
      version: '1.2.3',
      out: (text) => (out += text),
      complain: (text) => (complaints += text),
      writeFile,
    });
    return { status, out, complaints };
  }

  it('says what it finds and ends with 1', async () => {
    const folder = folderWith({ x_defconfig: REDUCED });
    const { status, out, complaints } = await ran(folder, ['--kernel=6.12', 'x_defconfig']);
    assert.equal(status, 1);
    assert.match(out, /^x_defconfig:2:1: error: [^\n]+ \[SYS004\]$/m);
    assert.match(out, /\n1 file: 1 error\b[^\n]*\.\n$/);
    assert.equal(complaints, '');
  });

  it('says what olddefconfig will do when it is given a tree', async () => {
    const folder = folderWith({
      'linux/Makefile': 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n',
      'linux/Kconfig':
        'mainmenu "Linux/$(ARCH)"\nconfig KEXEC\n\tbool "k"\nconfig CRASH_DUMP\n\tbool "c"\n\tdepends on KEXEC\n',
      my_defconfig: 'CONFIG_CRASH_DUMP=y\nCONFIG_NOT_THERE=y\n',
    });
    const args = ['--arch=x86_64', '--kernel=6.12', 'my_defconfig'];
    const { out, status } = await ran(folder, ['--tree=linux', ...args]);
    assert.equal(status, 1);
    assert.match(
      out,
      /:1:1: warning: olddefconfig will drop CONFIG_CRASH_DUMP=y: it needs KEXEC \(=n\)\. \[CFG010\]/,
    );
    assert.match(
      out,
      /:2:1: warning: Linux 6\.12\.0 for x86_64 has no symbol NOT_THERE: .* \[CFG009\]/,
    );
    assert.doesNotMatch((await ran(folder, args)).out, /CFG0/);
    const wrong = await ran(folder, ['--tree=.', ...args]);
    assert.equal(wrong.status, 2);
    assert.match(
      wrong.complaints,
      /--tree: \. is not the top of a kernel, U-Boot or Buildroot tree/,
    );
  });

  it('ends with 0 where nothing is as bad as asked for', async () => {
    const folder = folderWith({ x_defconfig: REDUCED, y_defconfig: MENDED });
    assert.equal((await ran(folder, ['y_defconfig'])).status, 0);
    assert.equal((await ran(folder, ['--fail-on=never', 'x_defconfig'])).status, 0);
    const milder = ['--rule=SYS004=info', 'x_defconfig'];
    assert.equal((await ran(folder, milder)).status, 0);
    assert.equal((await ran(folder, ['--fail-on=info', ...milder])).status, 1);
    assert.equal((await ran(folder, ['--fail-on=error', 'x_defconfig'])).status, 1);
  });

  it('walks folders', async () => {
    const folder = folderWith({
      'arch/arm64/configs/defconfig': REDUCED,
      'arch/arm64/configs/fine_defconfig': MENDED,
      'arch/arm64/kernel/setup.c': 'int x;\n',
    });
    const { status, out, complaints } = await ran(folder, ['./arch']);
    assert.equal(status, 1);
    assert.match(out, /^arch\/arm64\/configs\/defconfig:2:1: error: /m);
    assert.match(out, /^2 files: /m);
    assert.equal(complaints, '');
  });

  it('looks at a file once, however it is named', async () => {
    const folder = folderWith({ 'a/x_defconfig': REDUCED });
    const { out } = await ran(folder, ['a/x_defconfig', 'a', './a/x_defconfig', '.']);
    assert.match(out, /^1 file: /m);
  });

  it('reads standard input by the name it is given', async () => {
    const folder = folderWith({});
    const { status, out } = await ran(folder, ['--stdin-name=x_defconfig', '-'], REDUCED);
    assert.equal(status, 1);
    assert.match(out, /^x_defconfig:2:1: error: /m);
    assert.equal((await ran(folder, ['-'], MENDED)).status, 0);
  });

  it('reads what is packed', async () => {
    const header =
      '#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86 6.12.1 Kernel Configuration\n#\n';
    const folder = folderWith({ 'proc/config.gz': gzipSync(header + REDUCED) });
    const { status, out } = await ran(folder, ['proc/config.gz']);
    assert.equal(status, 1);
    assert.match(out, /^proc\/config\.gz:6:1: error: .*\[SYS004\]$/m);
    await ran(folder, ['--fix', 'proc/config.gz']);
    assert.equal(readFileSync(path.join(folder, 'proc/config.gz'))[0], 0x1f, 'written over');
  });

  it('says nothing good of a file that it does not know', async () => {
    const folder = folderWith({ 'notes.txt': 'hello\n', y_defconfig: MENDED });
    const alone = await ran(folder, ['notes.txt']);
    assert.equal(alone.status, 2);
    assert.match(alone.complaints, /notes\.txt: This is no kernel/);
    const beside = await ran(folder, ['notes.txt', 'y_defconfig']);
    assert.equal(beside.status, 0);
    assert.match(beside.complaints, /notes\.txt: This is no kernel/);
    const empty = folderWith({ 'a/notes.txt': '' });
    assert.equal((await ran(empty, ['a'])).status, 2);
  });

  it('ends with 2 when something cannot be read, and looks at the rest', async () => {
    const folder = folderWith({ x_defconfig: REDUCED });
    const { status, out, complaints } = await ran(folder, ['gone\x1b[1m', 'x_defconfig']);
    assert.equal(status, 2);
    assert.equal(complaints, 'kconfig-lint: gone\\x1b[1m: There is no such file.\n');
    assert.match(out, /\[SYS004\]/);
    assert.match(out, /; 1 could not be looked at\.\n$/);
  });

  it('ends with 2 when it is not understood', async () => {
    const { status, out, complaints } = await ran(folderWith({}), ['--role', 'king\x1b', '.']);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(
      complaints,
      /^kconfig-lint: --role: "king\\x1b" is not system, capture or both\.\n/,
    );
  });

  it('mends files and says what it mended', async () => {
    const folder = folderWith({ x_defconfig: REDUCED, y_defconfig: MENDED });
    const { status, out } = await ran(folder, ['--fix', '.']);
    assert.equal(status, 0);
    assert.match(out, /^x_defconfig:2:1: fixed: [^\n]+ \[SYS004\]$/m);
    assert.match(out, /^2 files: nothing found; 1 fixed\.$/m);
    assert.equal(readFileSync(path.join(folder, 'x_defconfig'), 'utf8'), MENDED);
    assert.match((await ran(folder, ['--fix', '.'])).out, /^2 files: nothing found\.$/m);
  });

  it('keeps all bytes of what it mends', async () => {
    const author = Buffer.from([0x23, 0x20, 0xe4, 0xff, 0x0d, 0x0a]);
    const folder = folderWith({ x_defconfig: Buffer.concat([author, Buffer.from(REDUCED)]) });
    await ran(folder, ['--fix', 'x_defconfig']);
    assert.deepEqual(
      readFileSync(path.join(folder, 'x_defconfig')),
      Buffer.concat([author, Buffer.from(MENDED)]),
    );
  });

  it('says when a file cannot be written', async () => {
    const folder = folderWith({ x_defconfig: REDUCED });
    // root may write everything, a full disk or not
    const full = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    const { status, complaints } = await ran(folder, ['--fix', 'x_defconfig'], '', full);
    assert.equal(status, 2);
    assert.match(complaints, /It could not be written/);
  });

  it('is not led to a device or out of time by what a file names', async () => {
    const folder = folderWith({
      'configs/x_defconfig':
        'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="/dev/zero"\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="/proc/self/mem ../.."\n',
    });
    assert.match((await ran(folder, ['configs'])).out, /^1 file: |\n1 file: /);
  });

  it('writes JSON and SARIF of the same findings', async () => {
    const folder = folderWith({ 'a b/x_defconfig': REDUCED });
    const json = JSON.parse((await ran(folder, ['--format=json', '.'])).out) as JsonReport;
    const sarif = JSON.parse((await ran(folder, ['--format=sarif', '.'])).out) as Log;
    assert.equal(json.files[0]?.path, 'a b/x_defconfig');
    assert.equal(json.files[0].uri, 'a%20b/x_defconfig');
    assert.equal(json.tool.version, '1.2.3');
    assert.deepEqual(
      sarif.runs[0]?.results?.map(({ ruleId }) => ruleId),
      json.files[0].findings.map(({ rule }) => rule),
    );
  });

  it('writes a whole report even when nothing could be read', async () => {
    const folder = folderWith({});
    const { status, out } = await ran(folder, ['--format=sarif', 'gone']);
    assert.equal(status, 2);
    assert.equal((JSON.parse(out) as Log).runs[0]?.invocations?.[0]?.executionSuccessful, false);
  });

  it('takes data about versions from a file, and nothing from a wrong one', async () => {
    const folder = folderWith({
      '.config': '# Linux/x86 6.12.1 Kernel Configuration\n',
      'good.json': '{ "schema": 1 }',
      'odd.json': '{ "schema": 77 }',
      'no.json': 'schema: 1',
    });
    assert.ok((await ran(folder, ['--version-data=good.json', '.config'])).status < 2);
    for (const name of ['odd.json', 'no.json', 'gone.json']) {
      const { status, complaints } = await ran(folder, [`--version-data=${name}`, '.config']);
      assert.equal(status, 2);
      assert.match(complaints, /^kconfig-lint: --version-data: .*\.json: [^\n]+\.\n/);
    }
  });

  it('explains itself', async () => {
    const folder = folderWith({});
    const help = await ran(folder, ['--help']);
    assert.equal(help.status, 0);
    assert.match(help.out, /^Usage: kconfig-lint /);
    assert.ok(help.out.split('\n').every((line) => line.length <= 100));
    assert.equal((await ran(folder, ['--version'])).out, 'kconfig-lint 1.2.3\n');
    const list = (await ran(folder, ['--list-rules'])).out.trim().split('\n');
    assert.deepEqual(
      list.map((line) => line.split(' ')[0]),
      RULES.map(({ id }) => id),
    );
    assert.match((await ran(folder, ['--explain=SYS004'])).out, /^# SYS004: /);
    assert.match((await ran(folder, ['--explain=FILE001'])).out, /^# FILE001: /);
  });

  it('survives what is no text, and folders with the names of files', async () => {
    const folder = folderWith({ x_defconfig: Buffer.from([0, 1, 2, 255, 0, 0]) });
    mkdirSync(path.join(folder, 'y_defconfig'));
    writeFileSync(path.join(folder, 'y_defconfig', '.config'), MENDED);
    const { status, out } = await ran(folder, ['.']);
    assert.equal(status, 1);
    assert.match(out, /^x_defconfig:1:1: warning: .*\[FILE001\]$/m);
    assert.match(out, /^2 files: /m);
  });
});
