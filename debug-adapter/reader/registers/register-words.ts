/** x86: EFLAGS, and what its bits are called (Intel SDM volume 1, 3.4.3). */
const EFLAGS: readonly (readonly [bigint, string])[] = [
  [1n << 0n, 'CF'],
  [1n << 2n, 'PF'],
  [1n << 4n, 'AF'],
  [1n << 6n, 'ZF'],
  [1n << 7n, 'SF'],
  [1n << 8n, 'TF'],
  [1n << 9n, 'IF'],
  [1n << 10n, 'DF'],
  [1n << 11n, 'OF'],
  [1n << 14n, 'NT'],
  [1n << 16n, 'RF'],
  [1n << 18n, 'AC'],
];

/** arm64: condition flags and masks of PSTATE (Arm ARM, C5.2, as SPSR_EL1 holds them). */
const PSTATE: readonly (readonly [bigint, string])[] = [
  [1n << 31n, 'N'],
  [1n << 30n, 'Z'],
  [1n << 29n, 'C'],
  [1n << 28n, 'V'],
  [1n << 9n, 'D'],
  [1n << 8n, 'A'],
  [1n << 7n, 'I'],
  [1n << 6n, 'F'],
];

/** `ZF PF · interrupts on` of 0x246; undefined for other registers. */
export function registerWords(name: string, value: bigint): string | undefined {
  switch (name.toLowerCase()) {
    case 'eflags':
    case 'rflags': {
      const flags = named(EFLAGS, value);
      return `${flags === '' ? '' : `${flags} · `}interrupts ${(value & 0x200n) === 0n ? 'off' : 'on'}`;
    }
    case 'pstate':
    case 'cpsr': {
      const level = `EL${(value >> 2n) & 3n}${(value & 1n) === 0n ? 't' : 'h'}`;
      const flags = named(PSTATE, value);
      return `${flags === '' ? '' : `${flags} · `}${level} · interrupts ${(value & 0x80n) === 0n ? 'on' : 'off'}`;
    }
    case 'cs':
      return (value & 3n) === 3n ? 'user mode' : 'kernel mode';
    default:
      return undefined;
  }
}

function named(table: readonly (readonly [bigint, string])[], value: bigint): string {
  return table
    .filter(([bit]) => (value & bit) !== 0n)
    .map(([, name]) => name)
    .join(' ');
}
