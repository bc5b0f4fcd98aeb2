#!/usr/bin/python3
"""What a debugger should say of values of a dump that kernel people read in a way of their own, told by drgn.

usage: /usr/bin/python3 type-rules.py VMCORE VMLINUX [KO LAB_RULES] > rules.json

LAB_RULES is where the variable lab_rules of the module src/labrules.c is, KO the module; without them only what any
dump has. Each entry is {rule, expression, says} and what else is known:
  says      the whole text
  words     instead: names that must be there, and no others (flags), any of several for each
  parts     addresses of the first parts, where a value has parts of its own
"""
import datetime
import itertools
import json
import sys

import drgn
from drgn import Object
from drgn.helpers.linux import (d_path, dentry_path, for_each_disk, for_each_file,
                                for_each_online_cpu, for_each_task, hlist_for_each_entry, list_for_each_entry, pfn_to_page,
                                per_cpu, per_cpu_ptr, task_state_to_char)

# Of each kind of object only so many.
MOST = 12
STATES = {'R': 'TASK_RUNNING', 'S': 'TASK_INTERRUPTIBLE', 'D': 'TASK_UNINTERRUPTIBLE', 'I': 'TASK_NOLOAD'}


def quoted(text):
    return '"' + text.decode().replace('\\', '\\\\').replace('"', '\\"') + '"'


def seconds(ns):
    sign, ns = ('-', -ns) if ns < 0 else ('', ns)
    text = f'{sign}{ns // 10**9}.{ns % 10**9:09}'.rstrip('0').rstrip('.')
    return text


def at(obj):
    """A C expression of the object that a pointer leads to."""
    return f'(*({obj.type_.type.type_name()} *){obj.value_():#x})'


class Truth:
    def __init__(self, prog):
        self.prog, self.entries = prog, []
        self.cpus = len(list(for_each_online_cpu(prog)))
        self.possible = prog['nr_cpu_ids'].value_()

    def add(self, rule, expression, says=None, **more):
        self.entries.append({'rule': rule, 'expression': expression, **({} if says is None else {'says': says}), **more})

    def name(self, task):
        return f'{task.comm.string_().decode(errors="backslashreplace")} ({task.pid.value_()})'

    def has(self, name, member):
        try:
            return self.prog.type(name).has_member(member)
        except LookupError:
            return False

    # What any dump has.

    def any_dump(self):
        tasks = list(for_each_task(self.prog))
        self.tasks(tasks)
        self.files(tasks)
        self.memory(tasks)
        self.lists(tasks)
        self.names()
        self.cpu_data()

    def tasks(self, tasks):
        by_state = {}
        for task in tasks:
            by_state.setdefault(task_state_to_char(task), []).append(task)
        for state, some in sorted(by_state.items()):
            for task in some[:3]:
                if state == 'Z':
                    self.add('task state', f'{at(task)}.exit_state', 'EXIT_ZOMBIE (0x20)')
                elif state in STATES:
                    word = STATES[state]
                    self.add('task state', f'{at(task)}.__state', contains=word)
        for task in tasks[:MOST]:
            self.add('char[]', f'{at(task)}.comm', quoted(task.comm.string_()))
            self.add('task pointer', f'{at(task)}.parent', f'{task.parent.value_():#x}', ends=self.name(task.parent))
            self.add('refcount', f'{at(task)}.usage', str(task.usage.refs.counter.value_()))
            self.add('spinlock', f'{at(task)}.alloc_lock', self.spinlock(task.alloc_lock.rlock.raw_lock))
            for member in ('start_time', 'stime'):
                ns = task.member_(member).value_()
                if ns >= 1000:
                    self.add('nanoseconds', f'{at(task)}.{member}', f'{seconds(ns)} s ({ns})')

    def files(self, tasks):
        seen = set()
        for task in tasks:
            if not task.files:
                continue
            for _, file in for_each_file(task):
                if len(seen) >= 4 * MOST or file.value_() in seen:
                    continue
                seen.add(file.value_())
                path = self.path(file.f_path)
                if path is not None:
                    self.add('file', f'(struct file *){file.value_():#x}', f'{file.value_():#x} {quoted(path)}')
                    self.add('path', f'{at(file)}.f_path', quoted(path))
                    dentry = file.f_path.dentry
                    own = quoted(dentry_path(dentry) or b'/')
                    own = own if own.startswith('"/') else f'"/{own[1:]}'
                    self.add('dentry', f'(struct dentry *){dentry.value_():#x}', f'{dentry.value_():#x} {own}')
                    self.add('qstr', f'{at(dentry)}.d_name', quoted(dentry.d_name.name.string_()))

    def path(self, path):
        """None where drgn has no name for it: pipes, sockets."""
        if path.mnt.mnt_sb.s_type.name.string_() in (b'pipefs', b'sockfs', b'anon_inodefs'):
            return None
        return d_path(path.address_of_())

    def memory(self, tasks):
        seen = set()
        for task in tasks:
            mm = task.mm
            if not mm or mm.value_() in seen or len(seen) >= MOST:
                continue
            seen.add(mm.value_())
            self.add('rwsem', f'{at(mm)}.mmap_lock', self.rwsem(mm.mmap_lock))
            self.add('atomic', f'{at(mm)}.mm_users', str(mm.mm_users.counter.value_()))
        for pfn in range(0x1000, 0x9000, 0x137):
            try:
                page = pfn_to_page(self.prog, pfn)
                page.flags.value_()
            except (KeyError, drgn.FaultError):
                continue
            self.page_flags(f'{at(page)}.flags', page)

    def page_flags(self, expression, page):
        """Several names may stand for one bit, as PG_dirty and PG_savepinned do."""
        flags, names = page.flags.value_(), {}
        for name, bit in self.prog.type('enum pageflags').enumerators:
            if name.startswith('PG_') and flags >> bit & 1 and bit < self.prog['__NR_PAGEFLAGS'].value_():
                names.setdefault(bit, []).append(name[3:])
        self.add('page flags', expression, words=list(names.values()), value=flags)

    def lists(self, tasks):
        def entries(rule, expression, elements, element, is_typed=True):
            elements = list(itertools.islice(elements, 101))
            count = len(elements)
            says = 'empty' if count == 0 else f'{min(count, 100)}{" or more" if count > 100 else ""} × {element}'
            self.add(rule, expression, says, parts=[hex(e.value_()) for e in elements[:5]])

        for task in [task for task in tasks if task.children.next.value_() != task.children.address_of_().value_()][:MOST]:
            entries('list', f'{at(task)}.children',
                    list_for_each_entry('struct task_struct', task.children.address_of_(), 'sibling'), 'struct task_struct')
        for task in tasks[:3]:
            entries('list', f'{at(task.signal)}.thread_head',
                    list_for_each_entry('struct task_struct', task.signal.thread_head.address_of_(), 'thread_node'),
                    'struct task_struct')
        for mount in self.mounts():
            sb = mount.mnt.mnt_sb
            entries('list', f'{at(sb)}.s_inodes',
                    list_for_each_entry('struct inode', sb.s_inodes.address_of_(), 'i_sb_list'), 'struct inode')
            root = mount.mnt.mnt_root
            entries('hlist', f'{at(root.d_inode)}.i_dentry',
                    hlist_for_each_entry('struct dentry', root.d_inode.i_dentry.address_of_(), 'd_u.d_alias'), 'struct dentry')
            if root.type_.type.has_member('d_children'):
                entries('hlist', f'{at(root)}.d_children',
                        hlist_for_each_entry('struct dentry', root.d_children.address_of_(), 'd_sib'), 'struct dentry')
            else:
                entries('list', f'{at(root)}.d_subdirs',
                        list_for_each_entry('struct dentry', root.d_subdirs.address_of_(), 'd_child'), 'struct dentry')

    def mounts(self):
        """The first of each file system."""
        for sb in list_for_each_entry('struct super_block', self.prog['super_blocks'].address_of_(), 's_list'):
            yield from itertools.islice(list_for_each_entry('struct mount', sb.s_mounts.address_of_(), 'mnt_instance'), 1)

    def names(self):
        def named(obj, name):
            kind = obj.type_.type.type_name()
            self.add('name', f'({kind} *){obj.value_():#x}', f'{obj.value_():#x}', ends=quoted(name.string_()))

        for cache in itertools.islice(list_for_each_entry('struct kmem_cache', self.prog['slab_caches'].address_of_(), 'list'), 5):
            named(cache, cache.name)
        for queue in itertools.islice(list_for_each_entry('struct workqueue_struct', self.prog['workqueues'].address_of_(), 'list'), 5):
            named(queue, queue.name)
        for module in itertools.islice(list_for_each_entry('struct module', self.prog['modules'].address_of_(), 'list'), 5):
            named(module, module.name)
        for sb in itertools.islice(list_for_each_entry('struct super_block', self.prog['super_blocks'].address_of_(), 's_list'), 5):
            named(sb, sb.s_id)
            named(sb.s_type, sb.s_type.name)
        try:
            for disk in itertools.islice(for_each_disk(self.prog), 3):
                named(disk, disk.disk_name)
        except (LookupError, AttributeError):  # drgn 0.0.22 does not know classes of later kernels
            pass
        space = self.prog['init_net'] if 'init_net' in self.prog else None
        if space is not None and self.has('struct net', 'dev_base_head'):
            for device in list_for_each_entry('struct net_device', space.dev_base_head.address_of_(), 'dev_list'):
                named(device, device.name)

    def cpu_data(self):
        per_cpus = lambda pointer: [hex(per_cpu_ptr(pointer, cpu).value_()) for cpu in range(self.possible)]
        says = lambda pointer: f'{pointer.value_():#x} (per-CPU, {self.possible} CPU{"" if self.possible == 1 else "s"})'
        for cache in itertools.islice(list_for_each_entry('struct kmem_cache', self.prog['slab_caches'].address_of_(), 'list'), 3):
            if self.has('struct kmem_cache', 'cpu_slab'):
                self.add('per-CPU pointer', f'{at(cache)}.cpu_slab', says(cache.cpu_slab), parts=per_cpus(cache.cpu_slab))
        for mount in itertools.islice(self.mounts(), 3):
            if self.has('struct mount', 'mnt_pcp'):
                self.add('per-CPU pointer', f'{at(mount)}.mnt_pcp', says(mount.mnt_pcp), parts=per_cpus(mount.mnt_pcp))
        hz = 10**9 // round(self.prog['tick_nsec'].value_() / 1000) // 1000
        now = self.prog['jiffies_64'].value_()
        for cpu in for_each_online_cpu(self.prog):
            queue = per_cpu(self.prog['runqueues'], cpu)
            expression = f'(*(struct rq *){queue.address_of_().value_():#x})'
            self.add('task pointer', f'{expression}.curr', f'{queue.curr.value_():#x}', ends=self.name(queue.curr))
            self.add('nanoseconds', f'{expression}.clock', f'{seconds(queue.clock.value_())} s ({queue.clock.value_()})')
            self.add('raw spinlock', f'{expression}.__lock', self.spinlock(queue.member_('__lock').raw_lock))
            if self.has('struct rq', 'next_balance'):
                self.add('jiffies', f'{expression}.next_balance', self.jiffies(queue.next_balance.value_(), now, hz))

    # What a lock or a time says, by include/asm-generic and kernel/locking.

    def jiffies(self, value, now, hz):
        ticks = value - now
        apart = seconds(abs(ticks) * 10**9 // hz)
        return f'{value} (' + ('now' if ticks == 0 else f'in {apart} s' if ticks > 0 else f'{apart} s ago') + ')'

    def spinlock(self, lock):
        tail = lock.val.counter.value_() % 2**32 >> 18
        waits = f', CPU {tail - 1} last in the queue' if tail else ', a CPU waits' if lock.pending.value_() else ''
        return ('locked' if lock.locked.value_() else 'unlocked') + waits

    def owner(self, word, waits, how='locked'):
        waits = ', others wait' if waits else ''
        if not word:
            return f'unlocked{waits}'
        return f'{how} by {self.name(Object(self.prog, "struct task_struct *", value=word))}{waits}'

    def mutex(self, mutex):
        word = mutex.owner.counter.value_() % 2**64
        return self.owner(word & ~7, word & 1)

    def rwsem(self, sem):
        count, owner = sem.count.counter.value_(), sem.owner.counter.value_() % 2**64
        if count & 1:
            return self.owner(owner & ~7, count & 2, 'locked for writing')
        readers, waits = count >> 8, ', others wait' if count & 2 else ''
        return (f'held by {readers} reader{"" if readers == 1 else "s"}' if readers else 'unlocked') + waits

    # The objects of src/labrules.c.

    def lab_rules(self, address):
        r = Object(self.prog, 'struct lab_rules', address=address)
        add = lambda rule, member, *says, **more: self.add(rule, f'lab_rules.{member}', *says, **more)
        for member in ('mutex', 'free_mutex'):
            add('mutex', member, self.mutex(r.member_(member)))
        for member in ('written', 'read', 'free_rwsem'):
            add('rwsem', member, self.rwsem(r.member_(member)))
        owner = r.rt_mutex.rtmutex.owner.value_()
        add('rt_mutex', 'rt_mutex', self.owner(owner & ~1, owner & 1))
        free, waiters = r.semaphore.count.value_(), list(list_for_each_entry('struct list_head', r.semaphore.wait_list.address_of_(), 'next'))
        add('semaphore', 'semaphore', f'{free} free' + (', others wait' if waiters else ''))
        add('spinlock', 'spinlock', self.spinlock(r.spinlock.rlock.raw_lock))
        add('spinlock', 'free_spinlock', self.spinlock(r.free_spinlock.rlock.raw_lock))
        add('raw spinlock', 'raw_spinlock', self.spinlock(r.raw_spinlock.raw_lock))
        for member in ('write_lock', 'read_lock', 'free_rwlock'):
            lock = r.member_(member).raw_lock
            readers = lock.cnts.counter.value_() >> 9
            add('rwlock', member, 'locked for writing' if lock.wlocked.value_() else
                f'held by {readers} reader' if readers else 'unlocked')
        add('refcount', 'refcount', str(r.refcount.refs.counter.value_()))
        add('refcount', 'saturated', f'{r.saturated.refs.counter.value_()} (saturated)')
        add('refcount', 'kref', str(r.kref.refcount.refs.counter.value_()))
        for member in ('atomic', 'atomic64', 'atomic_long'):
            add('atomic', member, str(r.member_(member).counter.value_()))
        things = [hex(thing.value_()) for thing in list_for_each_entry('struct lab_thing', r.list.address_of_(), 'node')]
        add('list', 'list', f'{len(things)} × struct lab_thing', parts=things[:5])
        add('list', 'empty_list', 'empty')
        things = [hex(thing.value_()) for thing in hlist_for_each_entry('struct lab_thing', r.hash.address_of_(), 'hash')]
        add('hlist', 'hash', f'{len(things)} × struct lab_thing', parts=things[:5])
        add('hlist', 'empty_hash', 'empty')
        gone, freed = r.removed, r.freed
        add('poison', 'removed->node.next', f'{gone.node.next.value_():#x} (LIST_POISON1: removed from its list)')
        add('poison', 'removed->node.prev', f'{gone.node.prev.value_():#x} (LIST_POISON2: removed from its list)')
        add('poison', 'removed->node', 'LIST_POISON1: removed from its list')
        add('poison', 'freed->words[1]', f'{freed.words[1].value_()} (freed memory (slab poison 0x6b))')
        add('poison', 'freed->id', f'{freed.id.value_()} (freed memory (slab poison 0x6b))')
        add('poison', 'freed->node.next', f'{freed.node.next.value_():#x} (freed memory (slab poison 0x6b))')
        add('error pointer', 'error', f'{r.error.value_():#x} (error pointer: -ENOENT)')
        counters = r.counter.counters
        add('per-CPU pointer', 'counter.counters', f'{counters.value_():#x} (per-CPU, {self.possible} CPUs)',
            parts=[hex(per_cpu_ptr(counters, cpu).value_()) for cpu in range(self.possible)])
        hz, now = 10**9 // round(self.prog['tick_nsec'].value_() / 1000) // 1000, self.prog['jiffies_64'].value_()
        add('jiffies', 'timer.expires', self.jiffies(r.timer.expires.value_(), now, hz))
        add('ktime', 'time', f'{seconds(r.time.value_())} s ({r.time.value_()})')
        sec, ns = r.when.tv_sec.value_(), r.when.tv_nsec.value_()
        date = datetime.datetime.fromtimestamp(sec, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        add('timespec64', 'when', f'{date} ({seconds(sec * 10**9 + ns)} s)')
        # As src/labrules.c has it.
        add('gfp flags', 'gfp', words=[['GFP_KERNEL_ACCOUNT'], ['__GFP_ZERO'], ['__GFP_NOWARN']], value=r.gfp.value_())
        add('file', 'file', f'{r.file.value_():#x} {quoted(d_path(r.file.f_path.address_of_()))}')
        add('path', 'path', quoted(d_path(r.path.address_of_())))
        self.page_flags('lab_rules.page->flags', r.page)
        add('function pointer', 'function', f'{r.function.value_():#x} <{self.prog.symbol(r.function.value_()).name}>')
        add('char[]', 'text', quoted(r.text.string_()))


def program(vmcore, *debug_info):
    prog = drgn.Program()
    prog.set_core_dump(vmcore)
    try:
        prog.load_debug_info(debug_info)
    except drgn.MissingDebugInfoError as error:  # of other modules
        print(error, file=sys.stderr)
    return prog


def main(vmcore, vmlinux, ko=None, lab_rules=None):
    truth = Truth(program(vmcore, vmlinux))
    truth.any_dump()
    if ko:
        # drgn 0.0.22 does not complete a type that both files define, so the rest was asked without the module.
        truth.prog = program(vmcore, vmlinux, ko)
        truth.lab_rules(int(lab_rules, 16))
    print(json.dumps(truth.entries, indent=1, ensure_ascii=False))


if __name__ == '__main__':
    main(*sys.argv[1:])
