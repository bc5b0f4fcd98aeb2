import { isAtLeast } from '../../model/version';
import { applicableBreaks, withEffect } from '../../versions/applicable-breaks';
import { isBeyond, releaseOf } from '../../versions/fixes';
import type { VersionsRule } from '../rule';
import { linux } from './version-words';

export const ver004: VersionsRule = {
  id: 'VER004',
  title: 'makedumpfile does not know the kernel yet',
  severity: 'info',
  role: 'any',
  subject: 'versions',
  why: 'Each release of makedumpfile has a newest kernel. Of a newer one it says `The kernel version is not supported. The makedumpfile operation may be incomplete.` and goes on. That message is no proof of anything: many such dumps are fine. Kernels whose dumps are known to suffer are the matter of VER003.',
  evidence:
    '`LATEST_VERSION` in makedumpfile.h of each tag: `versions.json` of this extension, dated.',
  advice:
    'Take a newer makedumpfile at the next occasion; until then open a test dump with crash once.',
  examples: {
    bad: [{ text: '', kernel: '6.11.10', tools: { makedumpfile: '1.7.6' } }],
    good: [
      { text: '', kernel: '6.11.4', tools: { makedumpfile: '1.7.6' } },
      { text: '', kernel: '6.12', tools: { makedumpfile: '1.7.2' } },
    ],
  },
  *check({ kernel, architecture, makedumpfile }, data) {
    if (!kernel || !makedumpfile) return;
    const { releases } = data.makedumpfile;
    const release = releaseOf(makedumpfile, releases);
    // Of a makedumpfile that is newer than the data the limit is not known.
    if (!release || isBeyond(makedumpfile, releases)) return;
    const { latestKernel } = release;
    if (isAtLeast(kernel, latestKernel) && !isSame(kernel.parts, latestKernel)) {
      const breaks = applicableBreaks(data.makedumpfile, { kernel, architecture }, makedumpfile);
      // VER003 and VER006 have more to say.
      if (withEffect(breaks, 'fatal', 'corrupt').length > 0) return;
      yield {
        tool: 'makedumpfile',
        message: `makedumpfile ${makedumpfile.text} knows kernels up to ${latestKernel}: of ${linux(kernel)} it says "The kernel version is not supported." and goes on. No page is known to be lost (as of ${data.makedumpfile.date}).`,
      };
    }
  },
};

function isSame(parts: readonly number[], dotted: string): boolean {
  const others = dotted.split('.').map(Number);
  const length = Math.max(parts.length, others.length);
  return Array.from({ length }).every((_, at) => (parts[at] ?? 0) === (others[at] ?? 0));
}
