import type { VersionsRule } from '../rule';
import { ver001 } from './ver001-crash-too-old';
import { ver002 } from './ver002-parts-do-not-work';
import { ver003 } from './ver003-makedumpfile-too-old';
import { ver004 } from './ver004-kernel-above-latest';
import { ver005 } from './ver005-kexec-too-old';
import { ver006 } from './ver006-no-release-yet';

export const VER_RULES: readonly VersionsRule[] = [ver001, ver002, ver003, ver004, ver005, ver006];
