/** Which parts and rules of the lint take the time: `lint-profile.mjs FILE`. */
import { readFileSync } from 'node:fs';
import { findBootArguments } from '../../extension/kconfig/boot/find-boot-arguments';
import { readConfig } from '../../extension/kconfig/config/read-config';
import { classify } from '../../extension/kconfig/context/classify';
import { readDirectives } from '../../extension/kconfig/context/directives';
import { DEFAULT_SETTINGS } from '../../extension/kconfig/context/settings';
import { lint } from '../../extension/kconfig/engine';
import { RULES } from '../../extension/kconfig/rules/registry';
import { unreadable } from '../../extension/kconfig/unreadable';
import { inTurns } from './bench';

const ROUNDS = 60;

/** Median of the later half, when the compiler has done its work. */
function milliseconds(work: () => unknown): number {
  const sample = inTurns(work, () => undefined);
  const times = Array.from({ length: ROUNDS }, () => sample().own).slice(ROUNDS / 2);
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const request = { fileName: '.config', settings: { ...DEFAULT_SETTINGS, role: 'both' as const } };
const config = readConfig(text, 'CONFIG_');
const { context } = lint(text, request);
if (!context) throw new Error('the lint does not know this file');

const parts: [string, number][] = [
  ['classify', milliseconds(() => classify('.config', text))],
  ['unreadable', milliseconds(() => unreadable(text))],
  ['directives', milliseconds(() => readDirectives(text))],
  ['readConfig', milliseconds(() => readConfig(text, 'CONFIG_'))],
  ['findBootArguments', milliseconds(() => findBootArguments('linux-config', text, config))],
  ...RULES.flatMap((rule): [string, number][] =>
    rule.subject === 'config' && rule.kinds.includes(context.kind)
      ? [[rule.id, milliseconds(() => Array.from(rule.check(config, context)))]]
      : [],
  ),
];
parts.sort((a, b) => b[1] - a[1]);
for (const [name, time] of parts.slice(0, 15))
  console.log(`${time.toFixed(3).padStart(9)} ms  ${name}`);
const rest = parts.slice(15).reduce((sum, [, time]) => sum + time, 0);
console.log(`${rest.toFixed(3).padStart(9)} ms  the other ${Math.max(0, parts.length - 15)}`);
