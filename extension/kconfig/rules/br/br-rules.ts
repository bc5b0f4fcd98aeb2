import type { Rule } from '../rule';

export const BR_RULES: readonly Rule[] = [];
