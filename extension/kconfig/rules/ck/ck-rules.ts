import type { Rule } from '../rule';
import { ck001 } from './ck001-refused';
import { ck002 } from './ck002-auto';
import { ck003 } from './ck003-ranges-with-suffix';
import { ck004 } from './ck004-empty-range';
import { ck005 } from './ck005-ignored-tail';
import { ck006 } from './ck006-ranges-that-miss';
import { ck007 } from './ck007-no-unit';
import { ck008 } from './ck008-high-not-taken';
import { ck009 } from './ck009-cma';
import { ck010 } from './ck010-small';
import { ck011 } from './ck011-several';
import { ck012 } from './ck012-high-ignored';
import { ck013 } from './ck013-fixed-address';

export const CK_RULES: readonly Rule[] = [
  ck001,
  ck002,
  ck003,
  ck004,
  ck005,
  ck006,
  ck007,
  ck008,
  ck009,
  ck010,
  ck011,
  ck012,
  ck013,
];
