/**
 * Opens one dump in a fresh process, for its identity and log, and writes how long that took and how
 * much memory: `first-dump.mjs FILE`.
 */
import { openSync, readSync } from 'node:fs';
import { openDumpFile } from '../../debug-adapter/dumpfile/open-dump-file';
import type { FirstDump } from './benches/dump.bench';

/** The most that this process has had in memory so far; resourceUsage() counts KiB. */
const peakMegabytes = () => process.resourceUsage().maxRSS / 1024;

const file = process.argv[2] ?? '';
const before = peakMegabytes();
const started = performance.now();
const dump = await openDumpFile(file);
const opened = performance.now();
if (!dump.log.ok) throw new Error(`${file}: ${dump.log.why}`);
const after = peakMegabytes();
await dump.close();

const reading = performance.now();
readSync(openSync(file, 'r'), Buffer.alloc(1 << 20));
const peer = performance.now() - reading;
const first: FirstDump = {
  time: { own: opened - started, peer },
  memory: { own: after, peer: before },
};
console.log(JSON.stringify(first));
