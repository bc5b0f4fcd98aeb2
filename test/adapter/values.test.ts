/** What the sample's frames hold, by its source and by gdb itself. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { sampleLaunch, type SampleCrash } from './support/sample';
import { Sandbox } from './support/sandbox';
import { ValueTree } from './support/value-tree';

const CRASHES: Readonly<Record<string, SampleCrash>> = {
  'the newest crash': 'crashNewest',
  'crash 8.0.6': 'crash806',
};

/** Two lists that only their owner knows, and one whose type is wrong. */
const LISTS = {
  lab_items: 'struct lab_item.node',
  'struct kset.list': 'struct kobject.entry',
  modules: 'struct module.of_no_kernel',
};

for (const [title, crash] of Object.entries(CRASHES)) {
  describe(`values with ${title}`, () => {
    let sandbox: Sandbox;
    let client: AdapterClient;
    let tree: ValueTree;

    before(async () => {
      sandbox = await Sandbox.create();
      client = await AdapterClient.begin(sandbox);
      const stopped = await client.open({ ...sampleLaunch(crash), listTypes: LISTS });
      tree = new ValueTree(client, await client.stack(stopped.threadId ?? 0));
    });

    after(async () => {
      await client?.stop();
      await sandbox?.assertClean();
      await sandbox?.remove();
    });

    it('shows arguments and locals, and what was optimized out', async () => {
      const locals = await tree.scope('lab_account', 'Locals');
      assert.deepEqual(
        locals.map(({ name, value }) => [name, value]),
        [
          ['st', '0x0'],
          ['req', '0xffff9fce0018fdf0'],
          ['weight', '9'],
          ['old', '<optimized out>'],
        ],
      );
    });

    it('expands a structure behind a pointer, with bit fields and a text', async () => {
      const req = await tree.at('lab_account', 'Locals', 'req');
      const members = new Map((await tree.expand(req)).map((member) => [member.name, member]));
      assert.equal(members.get('verb')?.value, '0xffff9fce0018fdd0 "null"');
      assert.equal(members.get('flags')?.value, '3');
      assert.equal(members.get('depth')?.value, '1');
      assert.equal(members.get('item')?.evaluateName, 'req->item');
      assert.equal(members.get('item')?.memoryReference, '0xffff9fce00332c00');
    });

    it('leads from a function pointer to the function', async () => {
      const done = await tree.at('lab_write', 'Locals', 'req', 'done');
      assert.match(done.value, /<lab_done>$/);
      const response = await client.response('locations', {
        locationReference: done.valueLocationReference,
      });
      const place = response.body as P.LocationsResponse['body'];
      assert.equal(place?.source.name, 'labcrash.c');
      assert.equal(place?.line, 89);
    });

    it('tells what the exception was, and decodes it', async () => {
      const names = (await tree.scopes('lab_account')).map(({ name }) => name);
      assert.deepEqual(names, ['Locals', 'Exception', 'Registers', 'Task', 'CPU']);
      const shown = await tree.scope('lab_account', 'Exception');
      const text = (name: string) => shown.find((entry) => entry.name === name)?.value;
      assert.equal(text('kind'), 'page fault');
      assert.equal(text('error code'), '0x0: kernel read, no page there');
      assert.match(text('CR2') ?? '', /^0x0000000000000008: 8 bytes from a null pointer/);
      assert.equal(text('RIP'), '0xffffffffc005800b');
      assert.equal(text('RFLAGS'), '0x0000000000000206 (PF IF · interrupts on)');
    });

    it('shows the registers of a frame, and which are not known', async () => {
      const value = async (frame: string, name: string) =>
        (await tree.scope(frame, 'Registers')).find((entry) => entry.name === name)?.value;
      assert.equal(await value('lab_account', 'rax'), '0x0000000000000009');
      assert.equal(
        await value('lab_account', 'eflags'),
        '0x0000000000000206 (PF IF · interrupts on)',
      );
      assert.equal(await value('vfs_write', 'rip'), '0xffffffffa56e3f75');
      assert.equal(await value('vfs_write', 'rax'), '<not known: the call did not keep it>');
    });

    it('shows a null pointer without members', async () => {
      const st = await tree.at('lab_account', 'Locals', 'st');
      assert.equal(st.variablesReference, 0);
    });

    it('expands on while another task is looked at', async () => {
      const item = await tree.at('lab_write', 'Locals', 'req', 'item');
      const other = (await client.threads()).at(-1) as P.Thread;
      await client.stack(other.id);
      const members = await tree.expand(item);
      assert.equal(members.find(({ name }) => name === 'state')?.value, 'LAB_FIRED');
    });

    it('shows a task as one also after a frame in assembly', async () => {
      await tree.scope('asm_exc_page_fault', 'Registers');
      await tree.scope('entry_SYSCALL_64_after_hwframe', 'Locals');
      const parent = await tree.evaluate('lab_account', 'init_task.parent');
      assert.match(parent.value, / swapper\/0 \(0\)$/);
      const flags = await tree.evaluate('entry_SYSCALL_64_after_hwframe', 'init_task.flags');
      assert.equal(flags.value, 'PF_IDLE | PF_KTHREAD | PF_NO_SETAFFINITY (0x4200002)');
    });

    if (crash !== 'crashNewest') {
      return;
    }

    // The same of any crash that knows types; gdb takes its time to read them.
    it('shows the task as kernel people read it', async () => {
      const task = new Map(
        (await tree.scope('lab_account', 'Task')).map((member) => [member.name, member]),
      );
      const text = (name: string) => task.get(name)?.value;
      assert.equal(text('comm'), '"init"');
      assert.equal(text('__state'), 'TASK_RUNNING (0)');
      assert.equal(text('flags'), 'PF_SUPERPRIV | PF_RANDOMIZE (0x400100)');
      assert.equal(text('parent'), '0xffffffffa600f600 <init_task> swapper/0 (0)');
      assert.equal(text('children'), '6 × struct task_struct');
      assert.equal(text('ptraced'), 'empty');
      assert.equal(text('usage'), '1');
      assert.equal(text('alloc_lock'), 'unlocked');
      assert.equal(text('stime'), '0.652 s (652000000)');
      assert.equal(task.get('pid')?.memoryReference, '0xffff9fce00180390');
    });

    it('lists the children of a task as tasks, and gdb’s own view beside them', async () => {
      const children = await tree.at('lab_account', 'Task', 'children');
      const shown = await tree.expand(children);
      assert.deepEqual(
        shown.map(({ name, value }) => `${name} ${value}`),
        [
          '[0] sleep (54)',
          '[1] labtool (55)',
          '[2] labtool (56)',
          '[3] lab-dstate (57)',
          '[4] lab-listen (58)',
          '[5] sleep (59)',
          '[raw] {...}',
        ],
      );
      const raw = await tree.expand(shown.at(-1) as P.Variable);
      assert.deepEqual(
        raw.map(({ name }) => name),
        ['next', 'prev'],
      );
      const grandchildren = await tree.expand(shown[2] as P.Variable);
      const zombies = grandchildren.find(({ name }) => name === 'children');
      assert.equal(zombies?.value, '2 × struct task_struct');
    });

    it('shows lists that a person named as what hangs in them', async () => {
      const items = await tree.evaluate('lab_account', 'lab_items');
      assert.equal(items.value, '4 × struct lab_item');
      const shown = await Promise.all(
        (await tree.expand(items)).slice(0, 4).map((item) => tree.expand(item)),
      );
      const names = shown.map((members) => members.find(({ name }) => name === 'name')?.value);
      assert.deepEqual(names, ['"item-1"', '"item-2"', '"item-3"', '"item-4"']);
      const printed = await client.console('list -H lab_items -l lab_item.node -s lab_item.name');
      assert.deepEqual(printed.match(/item-\d/g), ['item-1', 'item-2', 'item-3', 'item-4']);

      const modules = await tree.expand(await tree.evaluate('lab_account', '*module_kset'));
      const objects = modules.find(({ name }) => name === 'list');
      assert.ok(objects);
      assert.equal(objects.value, '36 × struct kobject');
      const [object] = await tree.expand(objects);
      assert.equal(object?.type, 'struct kobject');
      const watched = await tree.evaluate('lab_account', 'module_kset->list');
      assert.equal(watched.value, '36 × struct kobject');
    });

    it('casts to pointers to arrays and functions', async () => {
      const name = await tree.evaluate('lab_account', '*(char (*)[16])&init_task.comm');
      assert.equal(name.value, '"swapper/0"');
      const pointer = await tree.evaluate('lab_account', '(int (*)(void))req->done');
      assert.match(pointer.value, /^0x[0-9a-f]+ <lab_done>$/);
    });

    it('says where the named type of a list is not in the kernel', async () => {
      const { value } = await tree.evaluate('lab_account', 'modules');
      assert.equal(
        value,
        'linked with 1 other (listTypes: this kernel has no struct module.of_no_kernel)',
      );
    });

    it('says of what lies on an excluded page that makedumpfile left it out', async () => {
      // Pages of files, which -d 31 leaves out.
      const pages = (await client.console('kmem -p'))
        .split('\n')
        .filter((line) => /\blru\b.*\bswapbacked\b/.test(line))
        .map((line) => line.trim().split(/\s+/)[1] ?? '');
      assert.ok(pages.length > 100, `${pages.length} pages`);
      const place = `(page_offset_base + 0x${pages[0]})`;
      const text = async (expression: string) =>
        (await tree.evaluate('lab_account', expression)).value;
      const left = '<excluded (makedumpfile -d 31)>';
      assert.equal(await text(`*(unsigned long *)${place}`), left);
      assert.equal(await text(`((struct lab_item *)${place})->id`), left);
      assert.equal(await text(`((struct lab_item *)${place})->node`), left);
      assert.match(
        await text(`(char *)${place}`),
        /^0x[0-9a-f]{16} <excluded \(makedumpfile -d 31\)>$/,
      );
      const item = await tree.evaluate('lab_account', `*(struct lab_item *)${place}`);
      for (const member of await tree.expand(item)) {
        assert.equal(member.value, left, member.name);
      }
    });

    it('shows the path of an open file', async () => {
      const names = ['files', 'fdt', 'fd', '*fd'];
      const file = await tree.at('lab_account', 'Task', ...names);
      assert.match(file.value, /^0x[0-9a-f]+ "\/dev\/(?:console|null|ttyS0)"$/);
    });

    it('shows the run queue and per-CPU variables of the CPU', async () => {
      const cpu = await tree.scope('lab_account', 'CPU');
      const text = (name: string) => cpu.find((entry) => entry.name === name)?.value;
      assert.equal(text('CPU'), '1');
      assert.equal(text('current_task'), '0xffff9fce00180000 init (1)');
      const queue = await tree.at('lab_account', 'CPU', 'run queue', 'curr');
      assert.equal(queue.value, '0xffff9fce00180000 init (1)');
      const all = await tree.at('lab_account', 'CPU', '[all per-CPU variables]');
      const parts = await tree.expand(all);
      assert.equal(all.value, '190');
      assert.match(parts.at(-1)?.name ?? '', / … cfd_data$/);
    });
  });
}

describe('values with crash 8.0.2', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  it('says which crash shows variables', async () => {
    const stopped = await client.open(sampleLaunch('crash802'));
    const tree = new ValueTree(client, await client.stack(stopped.threadId ?? 0));
    const locals = await tree.scope('lab_account', 'Locals');
    assert.match(locals[0]?.value ?? '', /crash 8\.0\.6 or later/);
    const registers = await tree.scope('lab_account', 'Registers');
    assert.equal(registers.find(({ name }) => name === 'RBX')?.value, '0xffff9fce0018fdd0');
    const words = await tree.scope('lab_write', 'Stack');
    assert.ok(words.some(({ value }) => value === 'lab_done'));
    const task = await tree.scope('lab_write', 'Task');
    assert.equal(task.find(({ name }) => name === 'comm')?.value, '"init"');
  });
});
