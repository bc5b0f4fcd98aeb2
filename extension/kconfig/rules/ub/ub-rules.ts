import type { Rule } from '../rule';
import { ub001 } from './ub001-no-use-bootargs';

/**
 * There is no UB002 in this list: that a `crashkernel=` in BOOTARGS is looked at is no rule of its
 * own. The string is a command line like others (boot/config-arguments.ts), and the CK rules run on
 * it.
 */
export const UB_RULES: readonly Rule[] = [ub001];
