import type { Rule } from '../rule';
import { cap001 } from './cap001-no-crash-dump';
import { cap002 } from './cap002-no-vmcore';
import { cap003 } from './cap003-not-relocatable';
import { cap004 } from './cap004-debian-relocatable';
import { cap005 } from './cap005-no-auto-zreladdr';
import { cap006 } from './cap006-no-highmem';
import { cap007 } from './cap007-no-initrd';
import { cap008 } from './cap008-default-physical-start';
import { cap009 } from './cap009-needs-more-memory';

export const CAP_RULES: readonly Rule[] = [
  cap001,
  cap002,
  cap003,
  cap004,
  cap005,
  cap006,
  cap007,
  cap008,
  cap009,
];
