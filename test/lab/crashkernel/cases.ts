/** Command lines to try a reader of crashkernel= with: written by hand, and made at random. */

/** The values of all crashkernel= of one command line. */
export type Values = readonly string[];

/** What distributions have written, what documentation shows, and what goes wrong. */
export const WRITTEN: readonly Values[] = [
  ...[
    // sizes
    ['512M', '256M@16M', '0x10000000', '512m', '1G', '1g@0x1000000', '0x10000000@0x2000000'],
    ['512', '512K', '0', '0M', '00', '010M', '09M', '08', '0x', '0xg', '0xM', '0x1kM', '1E', '16E'],
    ['512MB', '512Mb', '512MiB', '512 M', '0.5G', '1,5G', '-512M', '+512M', ' 512M', 'M512', 'M'],
    ['K', 'G@16M', 'auto', 'no', 'off', '', '@16M', '512M@', '256M@16MB', '256M@x', '256M@M'],
    ['256M@0', '256M@16M@32M', '256M,foo', '256M,', '256M;', '"512M"', '512M"', '512M\\'],
    ['18446744073709551615', '18446744073709551616', '99999999999999999999999', '16777216T'],
    ['17179869184G', '17179869185G', '0xffffffffffffffffM', '0x1ffffffffffffffff', '1P', '20000P'],
    // ranges
    ['384M-:128M', '512M-:192M', '1G-2G:192M,2G-64G:256M,64G-:512M', '2G-64G:256M,64G-:512M'],
    ['2G-4G:320M,4G-32G:512M,32G-64G:1024M,64G-128G:2048M,128G-:4096M', '512M-2G:64M,2G-:128M'],
    ['2G-4G:256M,4G-64G:320M,64G-:576M', '2G-4G:384M,4G-16G:512M,16G-64G:1G,64G-128G:2G,128G-:4G'],
    ['1G-4G:160M,4G-64G:192M,64G-1T:256M,1T-:512M', '0M-2G:128M,2G-6G:256M,6G-8G:512M,8G-:768M'],
    ['512M-:64MB', '512M-:64M@', '512M-:64M@16M', '512M-:64M@16MB', '512M-2G:64M@16M,2G-:128M'],
    ['512M-2G:64MB,2G-:128MB', '512M-:192M,', '512M-2G:64M,', '512M-2G:64M,2G:128M', '2G:512M'],
    ['-:64M', '4G-2G:64M', '4G-4G:64M', '1G-2G:64M,4G-2G:64M', '512M-:64M,4G-:128M', ':', '1G-:'],
    [
      '512M-1G:64M,2G-:128M',
      '2G-:16G',
      '1G-2G',
      '1G-2G:',
      '1G-2G:,2G-:64M',
      '1G-xG:64M',
      '-2G:64M',
    ],
    ['1G-2G-3G:64M', '1G-2G:64M-3G:64M', '0-:64M', '-', '1G-2G:0,2G-:64M', '1-4:256M,4-:512M'],
    [
      '128G-:4096M,2G-4G:320M',
      '1G-2G:64M:65M',
      '512M-:64M foo@16M',
      '512-:192M',
      '0-0:1M',
      '0-1:1M',
    ],
    // suffixes
    ['512M,high', '512M,low', '512M,cma', '0,high', '0,low', ',high', ',low', ',cma', '512M,High'],
    ['2G-:512M,high', '2G-:512M,cma', '512MB,high', '512M@16M,high', '512M,high,high', 'high'],
    ['512M,high,low', '512M,low,high', '512M,cma,high', '512M,highx', '512Mhigh', '512M, high'],
  ]
    .flat()
    .map((value) => [value]),
  // several
  ['512M', '256M'],
  ['256M', '512M,high'],
  ['512M,high', '256M'],
  ['512M,high', '72M,low'],
  ['72M,low', '202M,high'],
  ['512M,high', '0,low'],
  ['512M,high', '64MB,low'],
  ['512M,high', '64M,low', '128M,low'],
  ['512M,high', '256M,high'],
  ['512M,low', '256M,cma'],
  ['256M', '512M,cma'],
  ['512M,cma', '256M'],
  ['512M,high', '72M,low', '1G,cma'],
  ['256M', '1G,cma', '2G,cma'],
  ['256M', '1GB,cma'],
  ['256M', '1G@x,cma'],
  ['512MB', '512M,high'],
  ['0', '512M,high'],
  ['2G-:512M', '512M,high'],
  ['64G-:512M', '512M,high'],
  ['4G-2G:512M', '512M,high', '72M,low'],
  ['auto', '256M'],
  ['256M', 'auto'],
];

const MiB = 1n << 20n;
const GiB = 1n << 30n;

/** Memory sizes, in bytes. */
export const MEMORY: readonly bigint[] = [
  64n * MiB,
  256n * MiB,
  384n * MiB,
  GiB - 1n,
  GiB,
  2n * GiB - 70n * MiB,
  2n * GiB,
  4n * GiB - 200n * MiB,
  8n * GiB,
  64n * GiB,
  300n * GiB,
  2n << 40n,
];

/** Values whose effect turns on the very memory of a machine, or on one sign. */
export const AT_THE_EDGE: readonly (readonly [value: string, memory: bigint])[] = [
  ['0-:8G', 8n * GiB],
  ['0-:8191M', 8n * GiB],
  ['0-1G:8G,1G-:64M', 8n * GiB],
  ['8G', 8n * GiB],
  ['8191M', 8n * GiB],
  ['1G-8G:64M,8G-:128M', 8n * GiB],
  ['1G-8G:64M,8G-:128M', 8n * GiB - 1n],
  ['1G-8G:64M,8G-:128M', 8n * GiB - 128n * MiB],
  ['64M@1T', 8n * GiB],
  ['64M@1P', 8n * GiB],
  ['64M@1E', 8n * GiB],
  ['512M-:64M@16M@32M', 8n * GiB],
  ['512M-:64M@16M,8G-:128M@32M', 8n * GiB],
  ['512M-1G:64M;2G-:128M', 8n * GiB],
  ['512M-1G:64M:65M,2G-:128M', 8n * GiB],
];

/** Values at random, the same for the same seed; most are near what people write. */
export function* randomValues(seed: number, count: number): Generator<Values> {
  const random = mulberry32(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;

  const number = () => {
    const digits = String(below(pick([2, 10, 600, 5000, 100_000], 10)));
    const written = pick([digits, digits, digits, `0x${digits}`, `0${digits}`, ''], digits);
    return written + pick(['', 'K', 'k', 'M', 'M', 'm', 'G', 'G', 'g', 'T', 'P', 'E', 'MB'], '');
  };
  const range = () =>
    `${number()}${pick(['-', '-', '-', '-', '', ':'], '-')}${pick(['', number(), number()], '')}${pick([':', ':', ':', ':', '', '-'], ':')}${number()}`;
  const fresh = () => {
    const length = 1 + below(4);
    const body =
      below(2) === 0
        ? number()
        : Array.from({ length }, range).join(pick([',', ',', ',', ';', ''], ','));
    return body + pick(['', '', '', `@${number()}`, '@', ',high', ',low', ',cma', ','], '');
  };
  const mutated = () => {
    const values = pick(WRITTEN, ['512M']);
    let value = pick(values, '');
    for (let times = 1 + below(3); times > 0; times--) {
      const at = below(value.length + 1);
      const added = pick([...'0123456789xKMGTPEBkmg-:,@ hlc"'], '');
      value = value.slice(0, at) + pick([added, added, ''], '') + value.slice(at + below(2));
    }
    return value;
  };
  for (let index = 0; index < count; index++) {
    yield Array.from({ length: 1 + (below(3) === 0 ? below(3) : 0) }, () =>
      below(2) === 0 ? fresh() : mutated(),
    );
  }
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
