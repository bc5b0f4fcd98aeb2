import { spawn } from 'node:child_process';

/**
 * Its input ends when this process does, however that happens. The working directory tells that the
 * id has not gone to another program meanwhile.
 */
const WATCH = 'read -r _; [ "/proc/$1/cwd" -ef "$2" ] && kill -KILL "$1"';

/**
 * Has a program killed when this process ends before it, even by SIGKILL.
 *
 * The hangup of its terminal alone does not do that: crash then leaves by way of exit(3), where a
 * gdb with worker threads waits for a lock for ever, about once in ten times with crash 9.0.2. Nor
 * does the kernel's signal on a parent's death, setpriv(1) --pdeathsig: crash asks for SIGUSR2 in
 * its place, and leaves in the same way.
 *
 * @param directory where the program works
 * @returns to be called once the program has ended
 */
export function endWithParent(pid: number, directory: string): () => void {
  const watch = spawn('/bin/sh', ['-c', WATCH, 'kernel-crash-watch', String(pid), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C that ends this process must not end the watch with it.
    detached: true,
  });
  // Without a shell the next session's sweep has to do.
  watch.on('error', () => undefined);
  watch.stdin.on('error', () => undefined);
  watch.unref();
  return () => void watch.kill('SIGKILL');
}
