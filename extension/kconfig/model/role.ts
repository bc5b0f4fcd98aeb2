/**
 * What a kernel is for in kdump: the system kernel runs and crashes, the (dump-)capture kernel is
 * loaded by kexec -p and reads the memory of the crashed one (Documentation/admin-guide/kdump).
 */
export type Role = 'system' | 'capture' | 'both';

/** Whose needs a rule speaks of; any: the file itself, whatever the kernel is for. */
export type RuleRole = 'system' | 'capture' | 'any';

export function roleIncludes(role: Role, wanted: RuleRole): boolean {
  return wanted === 'any' || role === 'both' || role === wanted;
}
