import type { Kernel } from './kernel';
import type { RawValue } from './rule';

const EXCLUDED = 'makedumpfile left the page out';

/** Why a value cannot be shown, in the dump's own terms; undefined for one that can. */
export async function missingText(
  { printed, address, target }: RawValue,
  kernel: Kernel,
): Promise<string | undefined> {
  if (printed === '') {
    return address === undefined ? '<not in the dump>' : `<${await whyAt(address, kernel)}>`;
  }
  const [, pointer] = /^(0x[0-9a-f]+) <error: Cannot access memory at address/.exec(printed) ?? [];
  return pointer === undefined || target === undefined
    ? undefined
    : `${pointer} <${await whyAt(target, kernel)}>`;
}

/** Why a place cannot be read: `excluded (makedumpfile -d 31)`. */
export async function whyAt(address: bigint, kernel: Kernel): Promise<string> {
  const read = await kernel.read(address, 1);
  if ('bytes' in read) {
    return 'crash cannot read it';
  }
  const level = kernel.dumpLevel === undefined ? '' : ` -d ${kernel.dumpLevel}`;
  return read.why === EXCLUDED ? `excluded (makedumpfile${level})` : `not readable: ${read.why}`;
}
