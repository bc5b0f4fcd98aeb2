import { applicableBreaks, isSure, surest, withEffect } from '../../versions/applicable-breaks';
import { firstReleaseWith, fixState } from '../../versions/fixes';
import type { VersionsRule } from '../rule';
import { backportNote, doubtsOf, linux, reasons, severityOf, workaround } from './version-words';

export const ver003: VersionsRule = {
  id: 'VER003',
  title: 'makedumpfile is too old for the kernel',
  severity: 'error',
  role: 'any',
  subject: 'versions',
  why: 'makedumpfile tells from the flags of a page what the page holds. When a kernel changes them, an older makedumpfile leaves out pages that are needed. It says nothing, the dump looks complete, and only crash, on another day, stops with `page excluded`. Nobody can bring back what was left out.',
  evidence:
    'The commits of makedumpfile that name a kernel (5f17bdd and bad2a7c show crash’s message), and the first tag that holds each of them: `versions.json` of this extension, dated.',
  advice:
    'Take the release that the message names, or a newer one, in the capture kernel’s root file system or initramfs: that is where makedumpfile runs. Otherwise copy `/proc/vmcore` whole.',
  examples: {
    bad: [
      { text: '', kernel: '6.12', tools: { makedumpfile: '1.7.2' } },
      { text: '', kernel: '6.6', architecture: 'riscv64', tools: { makedumpfile: '1.7.3' } },
    ],
    good: [
      { text: '', kernel: '6.12', tools: { makedumpfile: '1.7.7' } },
      { text: '', kernel: '6.6', architecture: 'riscv64', tools: { makedumpfile: '1.7.4' } },
    ],
  },
  *check({ kernel, architecture, makedumpfile }, data) {
    if (!makedumpfile) return;
    const { releases, architectures } = data.makedumpfile;
    const support = architectures.find((row) => row.architecture === architecture);
    if (support && fixState(makedumpfile, [support.since], releases) === 'broken') {
      yield {
        tool: 'makedumpfile',
        severity: severityOf('error', true, makedumpfile),
        message: `makedumpfile ${makedumpfile.text} does not know ${support.architecture}. Take makedumpfile ${support.since} or later.${backportNote(makedumpfile)}`,
      };
      return;
    }
    if (!kernel) return;
    const bad = withEffect(
      applicableBreaks(data.makedumpfile, { kernel, architecture }, makedumpfile),
      'fatal',
      'corrupt',
    );
    const hopeless = bad.filter(({ row }) => row.fixedIn.length === 0);
    const mended = surest(bad.filter(({ row }) => row.fixedIn.length > 0));
    if (mended.length === 0 || isSure(hopeless)) return;
    const sure = isSure(mended);
    const fixes = mended.map(({ row }) => row.fixedIn);
    const release = firstReleaseWith(fixes, releases, makedumpfile);
    yield {
      tool: 'makedumpfile',
      severity: severityOf('error', sure, kernel, makedumpfile),
      message: [
        `makedumpfile ${makedumpfile.text} ${sure ? 'spoils' : 'may spoil'} dumps of ${linux(kernel)}${doubtsOf(mended)}: ${reasons(mended)}.`,
        release ? ` Take makedumpfile ${release.version} or later.` : ' Take a newer makedumpfile.',
        workaround(mended),
        backportNote(kernel, makedumpfile),
      ].join(''),
    };
  },
};
