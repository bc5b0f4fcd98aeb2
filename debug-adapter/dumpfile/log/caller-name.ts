const CPU = 0x8000_0000;

/** `caller_id` (kernel `kernel/printk/printk.c`, printk_caller_id()): `T1` of a task, `C0` of a CPU. */
export function callerName(callerId: number): string {
  return callerId >= CPU ? `C${callerId - CPU}` : `T${callerId}`;
}
