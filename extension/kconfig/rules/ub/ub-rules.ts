import type { Rule } from '../rule';

export const UB_RULES: readonly Rule[] = [];
