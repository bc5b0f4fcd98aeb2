import { BR_RULES } from './br/br-rules';
import { CAP_RULES } from './cap/cap-rules';
import { CFG_RULES } from './cfg/cfg-rules';
import { CK_RULES } from './ck/ck-rules';
import { CL_RULES } from './cl/cl-rules';
import { DRP_RULES } from './drp/drp-rules';
import { KCF_RULES } from './kcf/kcf-rules';
import type { Rule } from './rule';
import { SYS_RULES } from './sys/sys-rules';
import { UB_RULES } from './ub/ub-rules';
import { VER_RULES } from './ver/ver-rules';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  ...CFG_RULES,
  ...DRP_RULES,
  ...SYS_RULES,
  ...CAP_RULES,
  ...CL_RULES,
  ...CK_RULES,
  ...BR_RULES,
  ...UB_RULES,
  ...KCF_RULES,
  ...VER_RULES,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
