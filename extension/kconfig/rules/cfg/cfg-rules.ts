import type { Rule } from '../rule';
import { cfg001 } from './cfg001-spaces';
import { cfg002 } from './cfg002-unexpected';
import { cfg003 } from './cfg003-set-twice';
import { cfg004 } from './cfg004-repeated';
import { cfg005 } from './cfg005-refused-value';
import { cfg006 } from './cfg006-inexact-unset';
import { cfg007 } from './cfg007-commented-out';
import { cfg008 } from './cfg008-unquoted-string';
import { cfg009 } from './cfg009-unknown-symbol';
import { cfg010 } from './cfg010-changed-value';

export const CFG_RULES: readonly Rule[] = [
  cfg001,
  cfg002,
  cfg003,
  cfg004,
  cfg005,
  cfg006,
  cfg007,
  cfg008,
  cfg009,
  cfg010,
];
