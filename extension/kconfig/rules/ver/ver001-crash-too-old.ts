import { applicableBreaks, isSure, surest, withEffect } from '../../versions/applicable-breaks';
import { firstReleaseWith } from '../../versions/fixes';
import type { VersionsRule } from '../rule';
import {
  backportNote,
  doubtsOf,
  linux,
  reasons,
  severityOf,
  sureSymptoms,
  workaround,
} from './version-words';

export const ver001: VersionsRule = {
  id: 'VER001',
  title: 'crash is too old for the kernel',
  severity: 'error',
  role: 'any',
  subject: 'versions',
  why: 'crash knows the kernel’s structures by heart. When a kernel changes one of them, an older crash cannot find the tasks, the modules or the memory map, and ends before its first prompt.',
  evidence:
    'The commits of crash-utility that name a kernel, and the first tag that holds each of them: `versions.json` of this extension, dated. Distributions take fixes into older versions, so between upstream’s numbers it is an error, else a warning.',
  advice:
    'Take the release that the message names, or a newer one; crash reads dumps of old kernels as well. For kernels that no release reads see VER006.',
  examples: {
    bad: [
      { text: '', kernel: '6.12', architecture: 'x86_64', tools: { crash: '8.0.2' } },
      { text: '', kernel: '5.17', tools: { crash: '8.0.0' } },
    ],
    good: [
      { text: '', kernel: '6.12', architecture: 'x86_64', tools: { crash: '8.0.6' } },
      { text: '', kernel: '5.17', tools: { crash: '7.3.2' } },
    ],
  },
  *check({ kernel, architecture, crash }, data) {
    if (!kernel || !crash) return;
    const fatal = withEffect(
      applicableBreaks(data.crash, { kernel, architecture }, crash),
      'fatal',
    );
    const [hopeless, mended] = [
      fatal.filter(({ row }) => row.fixedIn.length === 0),
      surest(fatal.filter(({ row }) => row.fixedIn.length > 0)),
    ];
    if (mended.length === 0 || isSure(hopeless)) return;
    const sure = isSure(mended);
    const fixes = mended.map(({ row }) => row.fixedIn);
    const release = firstReleaseWith(fixes, data.crash.releases, crash);
    yield {
      tool: 'crash',
      severity: severityOf('error', sure, kernel, crash),
      ...sureSymptoms(fatal, crash),
      message: [
        `crash ${crash.text} ${sure ? 'cannot' : 'may not'} read dumps of ${linux(kernel)}${doubtsOf(mended)}: ${reasons(mended)}.`,
        release ? ` Take crash ${release.version} or later.` : ' Take a newer crash.',
        workaround(mended),
        backportNote(kernel, crash),
      ].join(''),
    };
  },
};
