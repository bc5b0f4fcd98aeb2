import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseBacktraces } from '../../../debug-adapter/commands/bt';
import { parseKernelOffset } from '../../../debug-adapter/commands/kernel-offset';
import { parseLog } from '../../../debug-adapter/commands/log';
import { parseMod } from '../../../debug-adapter/commands/mod';
import { findOops } from '../../../debug-adapter/kernel-log/oops';
import { parsePs } from '../../../debug-adapter/commands/ps';
import { parseSet } from '../../../debug-adapter/commands/set';
import { parseStartWarnings } from '../../../debug-adapter/commands/start-warnings';
import { parseSys } from '../../../debug-adapter/commands/sys';
import { parseVersion } from '../../../debug-adapter/commands/version';
import { makeRandom, randomText } from '../mi/random';
import { readFixture } from './fixture';

const parsers: ((text: string) => unknown)[] = [
  parseBacktraces,
  parseKernelOffset,
  (text) => findOops(parseLog(text)),
  parseMod,
  parsePs,
  parseSet,
  parseStartWarnings,
  parseSys,
  parseVersion,
];

function runAll(text: string): void {
  for (const parse of parsers) {
    parse(text);
  }
}

describe('parsers of commands never throw', () => {
  it('on answers cut at every place', () => {
    const directory = fileURLToPath(new URL('fixtures/9.0.2/', import.meta.url));
    for (const name of readdirSync(directory)) {
      const text = readFixture('9.0.2', name);
      const own = parsers.filter((parse) => name.startsWith(parserPrefix.get(parse) ?? ''));
      for (let length = 0; length < text.length; length++) {
        for (const parse of own) {
          parse(text.slice(0, length));
        }
      }
      for (let start = 0; start < text.length; start += 37) {
        runAll(text.slice(start));
      }
    }
  }).timeout(60_000);

  it('on garbage', () => {
    const random = makeRandom(2);
    const words = ['PID: ', 'TASK: ffff', 'CPU: ', 'COMMAND: "', '"', '\n', ' ', '    ', '[', ']'];
    const more = ['#1 [ff] a at ff', 'RIP: ', '00ff', '--- <', '> ---', '0', ': ', '(', ')', '\0'];
    const rest = ['>', 'PANIC: ', 'relocate: ', '[ 1.5] ', 'é', '\ud800', '\r', '\u2028', '+0x'];
    for (let round = 0; round < 5_000; round++) {
      runAll(randomText(random, [...words, ...more, ...rest]));
    }
  }).timeout(20_000);

  it('nor take long on long lines', () => {
    for (const piece of ['a', ' ', '\r', '\n', '"', '[', '0', 'A: 0 ', '(via a)', ': 1', '--- <']) {
      const text = piece.repeat(200_000);
      for (const prefix of ['', ' #1 [ff] ', 'PID: 1 ', 'please wait', '    [exception RIP: ']) {
        runAll(prefix + text);
      }
    }
  }).timeout(20_000);
});

/** A parser reads the fixtures of its own command, byte by byte. */
const parserPrefix = new Map<(text: string) => unknown, string>([
  [parseBacktraces, 'bt'],
  [parseKernelOffset, 'help'],
  [parseMod, 'mod'],
  [parsePs, 'ps'],
  [parseSet, 'set'],
  [parseSys, 'sys'],
  [parseVersion, 'version'],
  ...parsers.slice(2, 3).map((parse): [(text: string) => unknown, string] => [parse, 'log']),
]);
