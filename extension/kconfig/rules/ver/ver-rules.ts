import type { Rule } from '../rule';

export const VER_RULES: readonly Rule[] = [];
