/** One task (a process, a thread or a kernel thread) as `ps` of crash knows it. */
export interface Task {
  /**
   * Address of the `task_struct`: the only unique name of a task (all idle tasks have pid 0). A number
   * of ours where no crash knows it.
   */
  readonly address: bigint;
  /** -1 where it is not known. */
  readonly pid: number;
  /** -1 where it is not known. */
  readonly ppid: number;
  readonly cpu: number;
  /** crash's two letters: RU, IN, UN, ZO, ID, … */
  readonly state: string;
  /** `task_struct.comm` as it is in the dump; may hold any byte. Escape it before showing it. */
  readonly name: string;
  /** Whether it was running on its CPU when the kernel died (the `>` of `ps`). */
  readonly onCpu: boolean;
  /** Whether it has no user address space (crash shows its name in brackets). */
  readonly kernelThread: boolean;
  /** crash does not list it: it was found in the kernel's own lists, and crash can show no more of it. */
  readonly lost?: true;
}
