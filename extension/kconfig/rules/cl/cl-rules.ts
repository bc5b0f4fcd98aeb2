import type { Rule } from '../rule';

export const CL_RULES: readonly Rule[] = [];
