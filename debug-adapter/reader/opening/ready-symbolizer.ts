import { logLines } from '../../dumpfile/log/log-lines';
import { logAddresses } from '../../kernel-log/log-address';
import { findOops } from '../../kernel-log/oops';
import type { Symbolizer } from '../../vmlinux/symbolizer';
import type { Ground } from './ground';

/** Where stacks begin, tasks wait and CPUs idle in most kernels, on x86-64 and arm64. */
const ON_MOST_STACKS: readonly string[] = [
  ...['__schedule', 'schedule', 'schedule_timeout', '__switch_to'],
  ...['do_idle', 'default_idle', 'default_idle_call', 'cpu_startup_entry', 'start_secondary'],
  ...['arch_cpu_idle', 'secondary_start_kernel', 'crash_nmi_callback', 'nmi_handle', 'exc_nmi'],
  ...['kthread', 'ret_from_fork', 'worker_thread', 'rescuer_thread', 'smpboot_thread_fn'],
  ...['do_syscall_64', 'el0_svc', 'invoke_syscall', 'vfs_read', 'ksys_read', 'pipe_read'],
  ...['do_nanosleep', 'hrtimer_nanosleep', 'schedule_hrtimeout_range_clock', 'do_sys_poll'],
  ...['ep_poll', 'do_epoll_wait', 'futex_wait', 'do_futex', 'do_wait', 'n_tty_read'],
];

/** Calls of the panic's trace that are looked up: as many as a person sees of it at once. */
const MOST_OF_LOG = 20;

/**
 * Has a symbolizer of the dump's vmlinux get ready for what is asked first: of each unit of the debug
 * info, the first look-up takes many times as long as those after it. Best done when crash has
 * reached its prompt; before, its gdb has work for every processor.
 */
export function readySymbolizer(symbolizer: Symbolizer, { log }: Ground): void {
  const lines = log.ok ? logLines(log.log) : [];
  const ofPanic = logAddresses((findOops(lines)?.block ?? []).map(({ text }) => text))
    .filter(({ module }) => module === undefined)
    .slice(0, MOST_OF_LOG);
  symbolizer.expect([
    ...ofPanic.map(({ name, offset }) => `${name}+${offset}`),
    // What this kernel does not have is no symbol, and costs nothing.
    ...ON_MOST_STACKS.map((name) => `${name}+1`),
  ]);
}
