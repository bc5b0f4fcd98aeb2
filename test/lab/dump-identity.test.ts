/**
 * What our own reader says of real dumps of every form equals what makedumpfile, crash and readelf
 * say of them.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseLog } from '../../debug-adapter/commands/log';
import { parseSys } from '../../debug-adapter/commands/sys';
import { dmesgText } from '../../debug-adapter/dumpfile/log/dmesg-text';
import { openDumpFile, type DumpFile } from '../../debug-adapter/dumpfile/open-dump-file';
import { parseVmcoreinfo } from '../../debug-adapter/dumpfile/vmcoreinfo';
import { run } from '../support/command.mjs';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { dumpNames, ensureForm, formNames, type DumpForm } from './dumps';
import { makedumpfileLog } from './makedumpfile';

/** What a dump of the lab is like; the rest are whole and made by kdump. */
const QEMU = /-qemu-/;
const SILENT = /-silent$/;
const INCOMPLETE = /-incomplete$/;
const MOST_MILLISECONDS = 300;

for (const name of [...dumpNames, ...formNames]) {
  describe(`the file of ${name}`, () => {
    let form: DumpForm;
    let dump: DumpFile;

    before(async () => {
      form = await ensureForm(name);
      await (await openDumpFile(form.vmcore)).close();
      const started = performance.now();
      dump = await openDumpFile(form.vmcore);
      const milliseconds = performance.now() - started;
      const megabytes = dump.identity.fileSize / 2 ** 20;
      console.log(`      ${megabytes.toFixed(0)} MiB opened in ${milliseconds.toFixed(0)} ms`);
      assert.ok(milliseconds < MOST_MILLISECONDS);
    });

    after(() => dump?.close());

    it('tells its identity', () => {
      const { identity } = dump;
      assert.equal(identity.producer, QEMU.test(name) ? 'qemu' : 'kdump');
      assert.equal(identity.incomplete, INCOMPLETE.test(name));
      assert.equal(identity.missingBytes, 0);
      assert.equal(identity.registers.length, identity.cpus);
      if (SILENT.test(name)) {
        assert.match(identity.unknown.release ?? '', /no vmcoreinfo/);
        return;
      }
      assert.equal(identity.release, form.release);
      const expected = QEMU.test(name) ? ['crashTime', 'panicMessage'] : [];
      const unknown = Object.keys(identity.unknown).filter(
        (field) => field !== 'dumpLevel' || identity.container.kind === 'kdump',
      );
      assert.deepEqual(unknown, expected);
    });

    it('has the build ID of its vmlinux', async () => {
      if (SILENT.test(name)) return;
      const notes = (await run('readelf', ['-n', form.vmlinux])).toString();
      assert.equal(dump.identity.buildId, /Build ID: ([0-9a-f]+)/.exec(notes)?.[1]);
    });

    it('has the notes that readelf finds', async () => {
      const { identity } = dump;
      if (identity.container.kind !== 'elf' || identity.flattened) return;
      const notes = (await run('readelf', ['-n', form.vmcore])).toString();
      assert.equal(identity.registers.length, notes.match(/NT_PRSTATUS/g)?.length);
      const hex = /VMCOREINFO[^]*?description data: ([0-9a-f ]+)/.exec(notes)?.[1] ?? '';
      const text = Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
      assert.deepEqual(identity.vmcoreinfo, parseVmcoreinfo(text));
    });

    it('has the log that makedumpfile finds, or the kernel itself', async () => {
      if (SILENT.test(name)) {
        assert.equal(!dump.log.ok && /no vmcoreinfo/.test(dump.log.why), true);
        return;
      }
      assert.ok(dump.log.ok);
      assert.equal(dump.log.log.damage, undefined);
      const text = dmesgText(dump.log.log);
      // makedumpfile opens neither of these, however much of them is there.
      if (INCOMPLETE.test(name) || QEMU.test(name)) {
        const console = await readFile(path.join(path.dirname(form.vmcore), 'console.log'), 'utf8');
        compareWithConsole(text, console);
        return;
      }
      const expected = await makedumpfileLog(form.vmcore, dump.identity.flattened);
      assert.deepEqual(asMakedumpfile(text).split('\n'), expected.toString('latin1').split('\n'));
      const saved = path.join(path.dirname(form.vmcore), 'vmcore-dmesg.txt');
      if (existsSync(saved)) {
        const messages = (await readFile(saved, 'utf8')).trimEnd().split('\n').length;
        assert.equal(text.trimEnd().split('\n').length, messages);
      }
    });

    it('is what crash says of it', async () => {
      const said = await askCrash(form);
      if (said === undefined) {
        // Of a kernel newer than crash, or incomplete.
        assert.match(name, /^newest|-incomplete$/);
        return;
      }
      const { identity } = dump;
      const { summary, log } = said;
      assert.equal(identity.machine, summary.machine);
      assert.equal(identity.cpus, summary.cpus);
      if (SILENT.test(name)) return;
      assert.equal(identity.release, summary.release);
      assert.equal(identity.version, summary.version);
      assert.ok(isAbout(identity.memorySize ?? 0, summary.memory ?? ''), summary.memory);
      if (identity.crashTime !== undefined) {
        const seconds = Date.parse(`${summary.date}`) / 1000;
        assert.ok(Math.abs(seconds - identity.crashTime) <= 2, summary.date);
      }
      if (identity.panicMessage === undefined) assert.equal(summary.panic ?? '', '');
      else assert.ok(log.some((line) => line.endsWith(identity.panicMessage ?? '')));
      assert.ok(dump.log.ok);
      const ours = dump.log.log.records.flatMap(({ text }) => text.split('\n'));
      assert.deepEqual(
        log.map((line) => line.trim()),
        ours.map((line) => line.trim()),
      );
    });
  });
}

/** makedumpfile writes each byte that is not ASCII as a negative number. */
function asMakedumpfile(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (byte) => `\\xffffff${byte.charCodeAt(0).toString(16)}`);
}

/** Most of the log stood on the console too: all but debug messages. */
function compareWithConsole(log: string, console: string): void {
  const shown = new Set(
    console.split(/\r?\n/).map((line) => line.replace(/^.*?\] *(\[ *[TC]\d+\] )?/, '')),
  );
  const lines = log.trimEnd().split('\n');
  const found = lines.filter((line) => shown.has(line.replace(/^\[[ \d.]+\] \[ *[TC]\d+\] /, '')));
  assert.ok(lines.length > 300, `${lines.length} lines`);
  assert.ok(found.length > lines.length * 0.8, `${found.length} of ${lines.length} lines`);
}

/** `sys` and `log` of the newest crash; undefined when it cannot open the dump. */
async function askCrash(form: DumpForm) {
  const crash = await ensureNewestCrash();
  const options = {
    input: 'set scroll off\nsys\n!echo =====\nlog\nquit\n',
    env: { ...process.env, TERM: 'dumb', TZ: 'UTC', DEBUGINFOD_URLS: '' },
  };
  try {
    const args = ['-s', '--no_crashrc', form.vmlinux, form.vmcore];
    const [sys = '', log = ''] = (await run(crash.path, args, options)).toString().split('=====\n');
    const lines = parseLog(log).map(({ text }) => text);
    return { summary: parseSys(sys).summary, log: lines };
  } catch {
    return undefined;
  }
}

/** Whether bytes are what crash shows as `1 GB` or `192 MB`. */
function isAbout(bytes: number, shown: string): boolean {
  const [, value = '0', unit = ''] = /^([\d.]+) (KB|MB|GB)$/.exec(shown) ?? [];
  const size = Number(value) * { KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 }[unit as 'KB'];
  return Math.abs(bytes - size) < size * 0.02;
}
