const UNITS = [
  ['EiB', 60n],
  ['PiB', 50n],
  ['TiB', 40n],
  ['GiB', 30n],
  ['MiB', 20n],
  ['KiB', 10n],
] as const;

/** For people: `512 MiB`, `1 byte`; with one decimal where no unit divides it. */
export function inUnits(bytes: bigint): string {
  for (const [unit, shift] of UNITS) {
    const size = 1n << shift;
    if (bytes >= size && bytes % size === 0n) return `${bytes / size} ${unit}`;
  }
  const found = UNITS.find(([, shift]) => bytes >= 1n << shift);
  if (!found || bytes < 1n << 20n) return bytes === 1n ? '1 byte' : `${bytes} bytes`;
  const [unit, shift] = found;
  const tenths = (bytes * 10n + (1n << (shift - 1n))) >> shift;
  return `about ${tenths / 10n}.${tenths % 10n} ${unit}`;
}

/** For a command line: `512M`, `1G`; bytes where no unit divides it. */
export function forKernel(bytes: bigint): string {
  for (const [unit, shift] of UNITS) {
    const size = 1n << shift;
    if (bytes >= size && bytes % size === 0n) return `${bytes / size}${unit.charAt(0)}`;
  }
  return `${bytes}`;
}
