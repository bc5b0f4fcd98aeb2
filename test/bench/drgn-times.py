#!/usr/bin/python3
"""How long drgn takes for what a session does: drgn-times.py VMCORE VMLINUX; JSON, milliseconds."""
import json
import resource
import sys
import time

import drgn
from drgn.helpers.linux import for_each_task

MOST_STACKS = 500


def main():
    vmcore, vmlinux = sys.argv[1:3]
    begun = time.monotonic()
    prog = drgn.Program()
    prog.set_core_dump(vmcore)
    prog.load_debug_info([vmlinux])
    opened = time.monotonic()
    tasks = list(for_each_task(prog))
    names = [(task.pid.value_(), task.comm.string_()) for task in tasks]
    listed = time.monotonic()
    for task in tasks[:MOST_STACKS]:
        try:
            for frame in prog.stack_trace(task):
                try:
                    frame.source()
                except LookupError:
                    pass
        except Exception:  # such as an ORC entry that this drgn does not know
            pass
    walked = time.monotonic()
    times = {'open': opened - begun, 'tasks': listed - opened, 'stacks': walked - listed}
    result = {name: value * 1000 for name, value in times.items()}
    result['megabytes'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result['count'] = len(names)
    json.dump(result, sys.stdout)


main()
