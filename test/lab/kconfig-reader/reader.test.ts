/**
 * The kernel's own reader of configurations, old and new, and the lint's scanner make the same of
 * every odd line. KERNEL_CRASH_RECORD_READER=1 records what the readers did, for `npm test`.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelNumber, modelOutcome, type Outcome } from '../../unit/kconfig/config/reader-model';
import { ensureConf } from './kernel-conf.mjs';
import { oddTexts } from './odd-texts';
import { Reader } from './try-reader';

/** Their kernels in 2026: 5.10, 6.1, 6.12, 7.2. */
const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid'];

const FIXTURE = fileURLToPath(
  new URL('../../unit/kconfig/config/fixtures/reader-outcomes.jsonl', import.meta.url),
);

describe('the reader of configurations', () => {
  const texts = oddTexts();
  const recorded = new Map<string, { versions: string[]; outcome: Outcome }[]>();

  for (const suite of SUITES) {
    it(`of the kernel of Debian ${suite} and the lint agree on ${texts.length} texts`, async () => {
      const conf = await ensureConf(suite);
      console.log(`      Linux ${conf.version}`);
      const reader = new Reader(conf);
      try {
        const wrong = texts.flatMap((text) => {
          const real = reader.read(text);
          record(recorded, text, conf.version, real);
          const ours = modelOutcome(text, kernelNumber(conf.version));
          return same(real, ours) ? [] : [{ text, real, ours }];
        });
        assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} differ`);
      } finally {
        reader.stop();
      }
    });
  }

  after(() => {
    if (process.env['KERNEL_CRASH_RECORD_READER'] !== '1') return;
    const lines = [...recorded].map(([text, outcomes]) => JSON.stringify({ text, outcomes }));
    writeFileSync(FIXTURE, `${lines.join('\n')}\n`);
    console.log(`      recorded in ${path.basename(FIXTURE)}`);
  });
});

/** Versions that did the same are noted together. */
function record(
  recorded: Map<string, { versions: string[]; outcome: Outcome }[]>,
  text: string,
  version: string,
  outcome: Outcome,
): void {
  const outcomes = recorded.get(text) ?? [];
  recorded.set(text, outcomes);
  const known = outcomes.find((entry) => same(entry.outcome, outcome));
  if (known) known.versions.push(version);
  else outcomes.push({ versions: [version], outcome });
}

function same(a: Outcome, b: Outcome): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}
