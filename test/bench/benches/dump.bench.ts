import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Bench, Inputs, Sample } from '../bench';

/** What first-dump.mjs writes: milliseconds, and megabytes that the process had at most. */
export interface FirstDump {
  readonly time: Sample;
  readonly memory: Sample;
}

/** Identity and log of dumps of any size, from opening the file, each in a process of its own. */
export default function dumpBenches({ dumps, bundles }: Inputs): Bench[] {
  return dumps.flatMap((dump) => {
    const megabytes = Math.round(statSync(dump).size / 1e6);
    const name = `identity and log of ${path.basename(path.dirname(dump))}, ${megabytes} MB`;
    const open = (): FirstDump => {
      const program = path.join(bundles, 'first-dump.mjs');
      return JSON.parse(
        execFileSync(process.execPath, [program, dump], { encoding: 'utf8' }),
      ) as FirstDump;
    };
    const common = { warmUp: 1, samples: 15 };
    return [
      {
        ...common,
        name,
        peer: 'read the first MiB of the dump',
        limit: 300,
        sample: () => open().time,
      },
      {
        ...common,
        name: `${name}: memory`,
        peer: 'the process before',
        unit: 'MB',
        limit: 100,
        samples: 5,
        sample: () => open().memory,
      },
    ];
  });
}
