import type { Rule } from '../rule';
import { drp001 } from './drp001-crash-dump-without-kexec';
import { drp002 } from './drp002-debug-info-alone';
import { drp003 } from './drp003-debug-info-unset';
import { drp004 } from './drp004-no-prompt';
import { drp005 } from './drp005-renamed';
import { drp006 } from './drp006-btf-dropped';
import { drp007 } from './drp007-debug-info-twice';
import { drp008 } from './drp008-no-relocatable';
import { drp009 } from './drp009-no-kexec-file';
import { drp010 } from './drp010-kexec-needs-sleep';
import { drp011 } from './drp011-vmcore-dropped';
import { drp012 } from './drp012-needs-debug-kernel';
import { drp013 } from './drp013-stays-on';

export const DRP_RULES: readonly Rule[] = [
  drp001,
  drp002,
  drp003,
  drp004,
  drp005,
  drp006,
  drp007,
  drp008,
  drp009,
  drp010,
  drp011,
  drp012,
  drp013,
];
