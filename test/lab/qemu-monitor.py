"""Types commands into QEMU's monitor: qemu-monitor.py SOCKET COMMAND…"""

import socket
import sys

PROMPT = b"(qemu) "


def read_answer(monitor):
    answer = b""
    while not answer.endswith(PROMPT):
        part = monitor.recv(4096)
        if not part:
            break
        answer += part
    return answer


monitor = socket.socket(socket.AF_UNIX)
monitor.connect(sys.argv[1])
monitor.settimeout(120)
read_answer(monitor)
for command in sys.argv[2:]:
    monitor.sendall(command.encode() + b"\n")
    lines = read_answer(monitor).decode(errors="replace").splitlines()
    print(*lines[1:-1], sep="\n")
