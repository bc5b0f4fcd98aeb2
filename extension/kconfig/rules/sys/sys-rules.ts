import type { Rule } from '../rule';
import { sys001 } from './sys001-no-kexec';
import { sys002 } from './sys002-no-sysfs';
import { sys003 } from './sys003-no-debug-info';
import { sys004 } from './sys004-debug-info-reduced';
import { sys005 } from './sys005-split-debug-info';
import { sys006 } from './sys006-no-crash-dump';
import { sys007 } from './sys007-no-kallsyms';
import { sys008 } from './sys008-no-kallsyms-all';
import { sys009 } from './sys009-no-kcore';
import { sys010 } from './sys010-randstruct';
import { sys011 } from './sys011-signed-only';
import { sys012 } from './sys012-no-panic-on-oops';
import { sys013 } from './sys013-no-sysrq';
import { sys014 } from './sys014-guess-unwinder';
import { sys015 } from './sys015-no-crash-hotplug';
import { sys016 } from './sys016-zstd-debug-info';
import { sys017 } from './sys017-dwarf5';
import { sys018 } from './sys018-arm64-16k-pages';

export const SYS_RULES: readonly Rule[] = [
  sys001,
  sys002,
  sys003,
  sys004,
  sys005,
  sys006,
  sys007,
  sys008,
  sys009,
  sys010,
  sys011,
  sys012,
  sys013,
  sys014,
  sys015,
  sys016,
  sys017,
  sys018,
];
