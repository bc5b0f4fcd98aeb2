import type { Rule } from '../rule';

export const CAP_RULES: readonly Rule[] = [];
