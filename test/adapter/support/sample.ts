/** The sample dump and the launch arguments that open it. */
import path from 'node:path';
import { resource } from '../../support/environment.mjs';

export type SampleCrash = 'crashNewest' | 'crash806' | 'crash802';

export interface SampleLaunch extends Record<string, unknown> {
  readonly vmcore: string;
  readonly vmlinux: string;
  readonly crashPath: string;
}

export function sampleFile(name: string): string {
  return path.join(resource('sample'), name);
}

export function sampleLaunch(crash: SampleCrash = 'crashNewest'): SampleLaunch {
  return {
    vmcore: sampleFile('vmcore'),
    vmlinux: sampleFile('vmlinux'),
    crashPath: resource(crash),
  };
}
