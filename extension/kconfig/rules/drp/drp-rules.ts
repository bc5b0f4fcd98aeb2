import type { Rule } from '../rule';

export const DRP_RULES: readonly Rule[] = [];
