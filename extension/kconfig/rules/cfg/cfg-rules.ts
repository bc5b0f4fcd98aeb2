import type { Rule } from '../rule';

export const CFG_RULES: readonly Rule[] = [];
