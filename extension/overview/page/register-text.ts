import type { CpuRegisters } from '../../../debug-adapter/dumpfile/cpu-registers';

const PER_LINE = 4;

/** The registers of a CPU in columns, as the kernel shows them in an oops. */
export function registerText({ registers }: CpuRegisters, machine: string | undefined): string {
  const digits = machine === 'i686' ? 8 : 16;
  const widest = Math.max(0, ...[...registers.keys()].map((name) => name.length));
  const cells = [...registers].map(
    ([name, value]) => `${name.padStart(widest)} ${value.toString(16).padStart(digits, '0')}`,
  );
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += PER_LINE) {
    lines.push(cells.slice(at, at + PER_LINE).join('  '));
  }
  return lines.join('\n');
}
