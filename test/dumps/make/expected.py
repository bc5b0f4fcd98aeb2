#!/usr/bin/python3
"""What a debugger should show of a dump, told by drgn, which shares no code with crash and gdb.

usage: /usr/bin/python3 expected.py VMCORE VMLINUX [MODULE ...] > expected.json     (needs python3-drgn)

Frames are [function, file, line, is it inlined], innermost first; only those of C code.
The idle tasks are not among the tasks: the kernel's list of tasks does not have them.
"""
import json
import os
import sys

import drgn
from drgn.helpers.linux.pid import for_each_task
from drgn.helpers.linux.sched import task_state_to_char


def frames(trace):
    result = []
    for frame in trace:
        try:
            path, line, _ = frame.source()
        except LookupError:
            continue
        if frame.name is None:  # assembly: it has lines, and no function
            continue
        result.append([frame.name, os.path.normpath(path), line, frame.is_inline])
    return result


def main(vmcore, *debug_info):
    prog = drgn.Program()
    prog.set_core_dump(vmcore)
    prog.load_debug_info(debug_info)
    tasks, stacks = [], {}
    for task in for_each_task(prog):
        address = hex(task.value_())
        tasks.append({
            'pid': task.pid.value_(),
            'comm': task.comm.string_().decode(errors='backslashreplace'),
            'address': address,
            'state': task_state_to_char(task),
        })
        stacks[address] = frames(prog.stack_trace(task))
    panicked = prog.crashed_thread()
    print(json.dumps({
        'source': f'drgn {drgn.__version__}',
        'panic': {'tid': panicked.tid, 'frames': frames(panicked.stack_trace())},
        'tasks': tasks,
        'stacks': stacks,
    }, separators=(',', ':')))


if __name__ == '__main__':
    main(*sys.argv[1:])
