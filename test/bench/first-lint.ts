/** Looks at one file in a fresh process, and writes how long that took: `first-lint.mjs FILE`. */
import { readFileSync } from 'node:fs';
import { DEFAULT_SETTINGS } from '../../extension/kconfig/context/settings';
import { lint } from '../../extension/kconfig/engine';
import { inTurns } from './bench';
import { peer } from './benches/lint.bench';

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const settings = { ...DEFAULT_SETTINGS, role: 'both' as const };
const sample = inTurns(
  () => lint(text, { fileName: '.config', settings }),
  () => peer(text),
)();
console.log(JSON.stringify(sample));
