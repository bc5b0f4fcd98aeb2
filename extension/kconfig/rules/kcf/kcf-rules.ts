import type { Rule } from '../rule';
import { kcf001 } from './kcf001-selects-reduced';
import { kcf002 } from './kcf002-selects-debug-info';
import { kcf003 } from './kcf003-selects-dependent';
import { kcf004 } from './kcf004-undefined-symbol';
import { kcf005 } from './kcf005-newer-syntax';
import { kcf006 } from './kcf006-syntax';

export const KCF_RULES: readonly Rule[] = [kcf001, kcf002, kcf003, kcf004, kcf005, kcf006];
