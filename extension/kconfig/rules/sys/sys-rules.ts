import type { Rule } from '../rule';
import { sys004 } from './sys004-debug-info-reduced';

export const SYS_RULES: readonly Rule[] = [sys004];
