import type { Rule } from '../rule';
import { cl001 } from './cl001-no-cmdline-bool';
import { cl002 } from './cl002-forced-without-crashkernel';
import { cl003 } from './cl003-forced-capture-command-line';
import { cl004 } from './cl004-crashkernel-without-kdump';
import { cl005 } from './cl005-crashkernel-in-capture';
import { cl006 } from './cl006-capture-arguments';

export const CL_RULES: readonly Rule[] = [cl001, cl002, cl003, cl004, cl005, cl006];
