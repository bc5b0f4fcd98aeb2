import type { Rule } from '../rule';
import { br001 } from './br001-no-kexec';
import { br002 } from './br002-kexec-without-zlib';
import { br003 } from './br003-no-makedumpfile';
import { br004 } from './br004-makedumpfile-not-offered';
import { br005 } from './br005-toolchain-lacks';
import { br006 } from './br006-kernel-without-kexec';
import { br007 } from './br007-no-vmlinux';
import { br008 } from './br008-old-headers';

export const BR_RULES: readonly Rule[] = [br001, br002, br003, br004, br005, br006, br007, br008];
