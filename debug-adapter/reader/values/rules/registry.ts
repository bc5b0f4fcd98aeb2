import type { ValueRule } from '../rule';
import { counterRule } from './counter';
import { ownFlagsRule, taskFlagsRule, taskStateRule } from './flags';
import { ListRule } from './lists';
import {
  mutexRule,
  rtMutexRule,
  rwlockRule,
  rwsemRule,
  semaphoreRule,
  spinlockRule,
} from './locks';
import { namedRule } from './named';
import { perCpuRule } from './per-cpu';
import { dentryRule, fileRule, pathRule, qstrRule } from './path';
import { jiffiesRule, nanosecondsRule, timespecRule } from './times';
import { textRule } from './text';

/** The first that takes a value shows it. */
export function valueRules(lists: ReadonlyMap<string, string>): readonly ValueRule[] {
  return [
    textRule,
    perCpuRule,
    counterRule,
    spinlockRule,
    rwlockRule,
    mutexRule,
    rtMutexRule,
    rwsemRule,
    semaphoreRule,
    new ListRule(lists),
    fileRule,
    pathRule,
    dentryRule,
    qstrRule,
    namedRule,
    taskStateRule,
    taskFlagsRule,
    ownFlagsRule,
    nanosecondsRule,
    jiffiesRule,
    timespecRule,
  ];
}
