#!/usr/bin/python3
"""The truth about the stacks of a dump, found without gdb: drgn unwinds, eu-addr2line names what drgn does not.

usage: /usr/bin/python3 reference.py VMCORE VMLINUX --crash CRASH [--module KO ...] > expected.json

For each task: its name as hex, state, CPU, and two lists of frames, outermost last:
  handler  the frames of the panic or NMI code above the interrupted ones. Which they are is crash's word (`bt`),
           function and line are eu-addr2line's.
  stack    the interrupted (or sleeping) frames. drgn unwinds by DWARF from the registers that the kernel saved
           itself (crash_notes, task_struct.thread); a switch of stacks is followed here.
`beyond` marks the frames of the task's own stack under a call that went over to the IRQ stack (a softirq): neither gdb
nor crash follows that switch reliably.
`whole` says that the unwinding ended where a kernel stack ends; where it did not, `stack` holds what is sure.
"""
import argparse
import json
import mmap
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

import drgn
from drgn.helpers.linux import (for_each_online_cpu, for_each_task, idle_task, list_for_each_entry, per_cpu,
                                per_cpu_ptr)

# A kernel stack ends in one of these; they are assembly, and drgn has no name for them.
BOTTOM = re.compile(
    r'^(entry_\w*SYSCALL\w*|entry_SYSENTER\w*|ret_from_fork(_asm)?|(secondary|common|early)_startup_64\w*|x86_64_start_kernel|xen_start_kernel)$')
# The entry code of an exception or interrupt; after its call the stack pointer is at the saved registers.
ENTRY = re.compile(r'^(asm_\w+|end_repeat_nmi|error_return|common_interrupt_return)$')
MODULES = 0xffffffffc0000000
KERNEL_CS = 0x10
IRQ_STACK = 0x4000
# elf_note header and "CORE", then offsetof(struct elf_prstatus, pr_reg)
PRSTATUS_REGS = 12 + 8 + 112
USER_REGS = 'r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip cs flags sp ss'.split()
DRGN_REGS = {'sp': 'rsp', 'r15': 'r15', 'r14': 'r14', 'r13': 'r13', 'r12': 'r12', 'bp': 'rbp', 'bx': 'rbx'}


def without_orc(vmlinux, directory):
    """A copy whose ORC tables drgn does not find: drgn 0.0.22 gives up a whole stack over those of 6.4 and later."""
    path = os.path.join(directory, 'vmlinux')
    shutil.copyfile(vmlinux, path)
    with open(path, 'r+b') as file, mmap.mmap(file.fileno(), 0) as data:
        for name in (b'\0.orc_unwind_ip\0', b'\0.orc_unwind\0', b'\0.orc_header\0'):
            at = data.rfind(name)
            if at >= 0:
                data[at + 2:at + 5] = b'xrc'
    return path


def rearranged(vmcore, directory):
    """A flattened dump as an ordinary one, which drgn wants; any other as it is."""
    with open(vmcore, 'rb') as flat:
        if not flat.read(4096).startswith(b'makedumpfile\0'):
            return vmcore
        path = os.path.join(directory, 'vmcore')
        with open(path, 'wb') as file:
            while True:
                offset, size = struct.unpack('>qq', flat.read(16))
                if offset < 0:
                    return path
                file.seek(offset)
                file.write(flat.read(size))


class Symbolizer:
    """eu-addr2line, one address at a time, remembered."""

    def __init__(self, vmlinux, offset, modules):
        self.vmlinux, self.offset, self.modules, self.known = vmlinux, offset, modules, {}
        self.text = sorted(
            (int(f[0], 16), f[2]) for f in (l.split() for l in subprocess.run(
                ['nm', vmlinux], check=True, capture_output=True, text=True).stdout.splitlines())
            if len(f) == 3 and f[1] in 'tTwW')

    def symbol(self, pc):
        """The names of the ELF symbol (and its aliases) that holds this address: crash's name may be any of them."""
        for module in self.modules:
            if pc in module:
                return module.symbol(pc)
        low, high = 0, len(self.text)
        address = pc - self.offset
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.text[middle][0] <= address else (low, middle)
        return sorted({name for at, name in self.text[max(0, low - 8):low] if at == self.text[low - 1][0]}) if low else []

    def frames(self, pc, is_return):
        at = pc - (1 if is_return else 0)
        if at not in self.known:
            self.known[at] = self.ask(at)
        return [dict(frame, pc=hex(pc)) for frame in self.known[at]]

    def ask(self, at):
        module = next((m for m in self.modules if at in m), None)
        file, address = (module.file, at) if module else (self.vmlinux, at - self.offset)
        lines = subprocess.run(['eu-addr2line', '-fi', '-e', file, hex(address)], check=True,
                               capture_output=True, text=True).stdout.splitlines()
        frames = []
        for function, place in zip(lines[::2], lines[1::2]):
            file, line = (place.split(':') + ['0'])[:2]
            frames.append({'function': function.split(' inlined at ')[0], 'file': None if file == '??' else file,
                           'line': int(line) if line.isdigit() and file != '??' else None,
                           'inline': ' inlined at ' in function})
        return frames


class Module:
    """A module linked to where it was loaded, so that elfutils and binutils read it like any program."""

    def __init__(self, prog, path, directory):
        name = subprocess.run(['modinfo', '-F', 'name', path], check=True, capture_output=True, text=True).stdout.strip()
        module = next(m for m in list_for_each_entry('struct module', prog['modules'].address_of_(), 'list')
                      if m.name.string_().decode() == name)
        attrs = module.sect_attrs
        places = {attrs.attrs[i].battr.attr.name.string_().decode(): attrs.attrs[i].address.value_()
                  for i in range(attrs.nsections.value_())}
        script = os.path.join(directory, f'{name}.ld')
        with open(script, 'w') as file:
            file.write('SECTIONS {\n%s}\n' % ''.join(f'  {section} {address:#x} : {{ *({section}) }}\n'
                                                     for section, address in places.items() if '.text' in section))
        self.file = os.path.join(directory, f'{name}.elf')
        subprocess.run(['ld', '--noinhibit-exec', '--unresolved-symbols=ignore-all', '-e', '0', '-T', script, '-o',
                        self.file, path], check=False, capture_output=True)
        symbols = subprocess.run(['nm', '-S', self.file], check=True, capture_output=True, text=True).stdout.splitlines()
        self.functions = sorted((int(f[0], 16), int(f[1], 16), f[3]) for f in map(str.split, symbols)
                                if len(f) == 4 and f[2] in 'tT')
        self.rules = list(self.read_rules())

    def __contains__(self, pc):
        return any(start <= pc < start + size for start, size, _ in self.functions)

    def symbol(self, pc):
        return [name for start, size, name in self.functions if start <= pc < start + size]

    def read_rules(self):
        """(from, until, {register: rule}) of the call frame information"""
        rows, names = [], []
        for line in subprocess.run(['readelf', '--debug-dump=frames-interp', self.file], check=True, capture_output=True,
                                   text=True).stdout.splitlines():
            fde = re.search(r' FDE .* pc=([0-9a-f]+)\.\.([0-9a-f]+)', line)
            if fde:
                yield from rows
                rows = [[int(fde[1], 16), int(fde[2], 16), {'CFA': 'rsp+8'}]]
            elif line.strip().startswith('LOC'):
                names = line.split()[1:]
            elif re.match(r'[0-9a-f]{16} ', line):
                at, *values = line.split()
                if rows:  # what precedes them is the entry's own, of which there is one kind only
                    end, rows[-1][1] = rows[-1][1], int(at, 16)
                    rows.append([int(at, 16), end, dict(zip(names, values))])
        yield from rows

    def step(self, prog, regs):
        """The registers of the caller."""
        rule = next(r for start, end, r in self.rules if start <= regs['ip'] < end)
        base, offset = re.fullmatch(r'(\w+)([+-]\d+)', rule['CFA']).groups()
        cfa = regs[{'rsp': 'sp', 'rbp': 'bp'}[base]] + int(offset)
        saved = {name.removeprefix('r') if name in ('rbx', 'rbp') else name: prog.read_u64(cfa + int(at[1:]))
                 for name, at in rule.items() if re.fullmatch(r'c-\d+', at) and name != 'ra'}
        return {**regs, **saved, 'ip': prog.read_u64(cfa - 8), 'sp': cfa}


class Reference:
    def __init__(self, vmcore, vmlinux, modules):
        self.prog = drgn.Program()
        self.rearranged = tempfile.TemporaryDirectory()
        self.prog.set_core_dump(rearranged(vmcore, self.rearranged.name))
        with tempfile.TemporaryDirectory() as directory:
            self.prog.load_debug_info([without_orc(vmlinux, directory)])
            self.prog['init_task'].pid.value_()  # opened, so the copy may go
        text = int(next(l.split()[0] for l in subprocess.run(['nm', vmlinux], check=True, capture_output=True,
                                                            text=True).stdout.splitlines() if l.endswith(' T _text')), 16)
        self.offset = self.prog.symbol('_text').address - text
        self.linked = tempfile.TemporaryDirectory()
        self.modules = [Module(self.prog, path, self.linked.name) for path in modules]
        self.symbolizer = Symbolizer(vmlinux, self.offset, self.modules)
        self.cpus = list(for_each_online_cpu(self.prog))
        self.current = {per_cpu(self.prog['runqueues'], cpu).curr.value_(): cpu for cpu in self.cpus}

    def is_text(self, pc):
        def inside(start, end):
            return self.prog.symbol(start).address <= pc < self.prog.symbol(end).address
        return inside('_stext', '_etext') or inside('_sinittext', '_einittext') or MODULES <= pc < 2**64 - 2**23

    def irq_stack_top(self, cpu):
        """Address of the word that keeps the interrupted stack pointer while this CPU is on its IRQ stack."""
        try:
            return per_cpu(self.prog['pcpu_hot'], cpu).hardirq_stack_ptr.value_()
        except KeyError:
            return per_cpu(self.prog['hardirq_stack_ptr'], cpu).value_()

    def regs(self, **values):
        values = {'cs': KERNEL_CS, 'ss': 0x18, **values}
        return drgn.Object(self.prog, 'struct pt_regs', value={name: values.get(name, 0) for name in USER_REGS})

    def saved_regs(self, cpu):
        note = per_cpu_ptr(self.prog['crash_notes'], cpu).value_()
        return drgn.Object(self.prog, 'struct pt_regs', address=note + PRSTATUS_REGS)

    def stack(self, task):
        """(physical and inline frames, whether they are whole)"""
        cpu = self.current.get(task.value_())
        if cpu is None:
            return self.unwind(self.prog.stack_trace(task), None)
        regs = self.saved_regs(cpu)
        if regs.ip.value_() == 0:  # a CPU that did not answer the NMI
            return [], False
        if regs.cs.value_() & 3:
            return [], True
        return self.unwind(self.prog.stack_trace(regs), cpu)

    def unwind(self, trace, cpu, first='exact'):
        """`first` is what the first frame is: `exact` (its pc is where it stopped), `call` or `known` (left out)."""
        frames, last, kind = [], None, first
        for frame in trace:
            try:
                pc = frame.pc
            except LookupError:
                break
            if not self.is_text(pc):
                break
            last = frame
            if kind == 'exact':
                frames += self.named(frame, pc)
            elif kind == 'call' and not frame.is_inline:
                frames += self.symbolized(pc, True)
            kind = kind if frame.is_inline else 'exact'
            if any(pc in module for module in self.modules):
                break
        if last is None:
            return frames, False
        names = self.symbolizer.symbol(last.pc)
        if any(BOTTOM.match(name) for name in names):
            return frames, True
        more, whole = self.onward(last, names, cpu)
        return frames + more, whole

    def onward(self, last, names, cpu):
        """What is below the frame at which drgn stopped."""
        kept = {'ip': last.pc}
        for name, register in DRGN_REGS.items():
            try:
                kept[name] = last.register(register)
            except LookupError:
                pass
        sp = kept.get('sp')
        if sp is None:
            return [], False
        module = next((m for m in self.modules if last.pc in m), None)
        if module:
            called = self.regs(**module.step(self.prog, kept))
            return self.unwind(self.prog.stack_trace(called), cpu, first='call')
        if any(ENTRY.match(name) for name in names):
            regs = drgn.Object(self.prog, 'struct pt_regs', address=sp)
            if regs.cs.value_() & 3:
                return [], True
            if regs.cs.value_() == KERNEL_CS and self.is_text(regs.ip.value_()):
                return self.unwind(self.prog.stack_trace(regs), cpu)
        elif cpu is not None and self.irq_stack_top(cpu) - IRQ_STACK < sp <= self.irq_stack_top(cpu):
            kept['sp'] = self.prog.read_u64(self.irq_stack_top(cpu))
            more, whole = self.unwind(self.prog.stack_trace(self.regs(**kept)), None, first='known')
            if more and any(ENTRY.match(name) for name in more[0].get('symbols', [])):
                return more, whole
            return [{**frame, 'beyond': True} for frame in more], whole
        elif last.interrupted and self.is_text(self.prog.read_u64(sp)):
            # Assembly without call frame information, interrupted before it pushed anything.
            called = self.regs(**{**kept, 'ip': self.prog.read_u64(sp), 'sp': sp + 8})
            return self.unwind(self.prog.stack_trace(called), cpu, first='call')
        return [], False

    def symbolized(self, pc, is_return):
        return [f if f['inline'] else dict(f, symbols=self.symbolizer.symbol(pc))
                for f in self.symbolizer.frames(pc, is_return)]

    def named(self, frame, pc):
        if frame.name is None:  # assembly or a module
            return self.symbolized(pc, not frame.interrupted)
        try:
            file, line, _ = frame.source()
        except LookupError:
            file, line = None, None
        found = {'function': frame.name, 'file': file, 'line': line, 'inline': frame.is_inline, 'pc': hex(pc)}
        if not frame.is_inline:
            found['symbols'] = self.symbolizer.symbol(pc)
        return [found]

    def joined(self, stack, bt):
        """(the frames of `bt` above the first one that drgn knows too, the frames from that one on)

        After a panic the registers were saved in __crash_kexec, on the way to where the stack now is: its caller is
        the first frame that both know.
        """
        known = {int(frame['pc'], 16) for frame in stack}
        meet = next((pc for pc in bt if pc in known), None)
        frames = []
        for pc in bt[:bt.index(meet)] if meet else bt:
            frames += self.symbolized(pc, True)
        first = next((i for i, f in enumerate(stack) if int(f['pc'], 16) == meet), 0)
        return frames, stack[first:]


def bt_of_all(crash, vmcore, vmlinux):
    """pcs of `bt` of every task, by address of the task"""
    with tempfile.TemporaryDirectory() as directory:
        out = os.path.join(directory, 'bt')
        subprocess.run([os.path.abspath(crash), '-s', '--no_crashrc', os.path.abspath(vmlinux), os.path.abspath(vmcore)], check=False,
                       input=f'foreach bt > {out}\nquit\n', text=True, capture_output=True, cwd=directory,
                       env={'PATH': os.environ['PATH'], 'TERM': 'dumb', 'HOME': directory})
        stacks, exception = {}, False
        with open(out, errors='replace') as file:
            for line in file:
                head = re.match(r'PID: \d+ +TASK: ([0-9a-f]+)', line)
                if head:
                    current = stacks.setdefault(int(head[1], 16), [])
                    continue
                frame = re.match(r' *#\d+ \[[0-9a-f]+\] .* at ([0-9a-f]+)', line)
                rip = exception and re.match(r' +RIP: (f{8}[0-9a-f]{8}) ', line)
                if frame or rip:
                    current.append(int((frame or rip)[1], 16))
                exception = '[exception RIP' in line
        return stacks


def main():
    args = argparse.ArgumentParser()
    args.add_argument('vmcore')
    args.add_argument('vmlinux')
    args.add_argument('--crash', required=True)
    args.add_argument('--module', action='append', default=[])
    args = args.parse_args()
    reference = Reference(args.vmcore, args.vmlinux, args.module)
    prog = reference.prog
    bt = bt_of_all(args.crash, args.vmcore, args.vmlinux)
    tasks = [idle_task(prog, cpu) for cpu in reference.cpus]
    tasks += list(for_each_task(prog))
    state = '__state' if prog.type('struct task_struct').has_member('__state') else 'state'
    rows = []
    for task in tasks:
        address = task.value_()
        stack, whole = reference.stack(task) if task.stack else ([], True)
        handler = []
        if address in reference.current:
            handler, stack = reference.joined(stack, bt.get(address, []))
        comm = prog.read(task.comm.address_of_().value_(), 16).split(b'\0')[0]
        rows.append({
            'task': hex(address), 'pid': task.pid.value_(), 'comm': comm.hex(), 'state': getattr(task, state).value_(),
            'exitState': task.exit_state.value_(),
            'cpu': reference.current.get(address, task.cpu.value_() if hasattr(task, 'cpu') else task.thread_info.cpu.value_()),
            'onCpu': address in reference.current,
            'whole': whole, 'handler': handler, 'stack': stack,
        })
    panic_cpu = prog['panic_cpu'].counter.value_()
    panic = next((hex(a) for a, cpu in reference.current.items() if cpu == panic_cpu), None)
    json.dump({'release': prog['init_uts_ns'].name.release.string_().decode(), 'kaslrOffset': hex(reference.offset),
               'panicTask': panic, 'tasks': rows}, sys.stdout, indent=1)


main()
