import type { KernelBehaviour } from '../../crashkernel/kernel-behaviour';
import { memparse } from '../../crashkernel/memparse';
import { type Reading, readValue } from '../../crashkernel/read-value';
import { forKernel } from '../../crashkernel/sizes';

/** Words that people write to turn kdump off. */
export function isWordForOff(value: string): boolean {
  return /^(?:off|no|none|false|disabled?)$/i.test(value);
}

/** `512M,cma` for a kernel that does not know ,cma. */
export function isUnknownCma(value: string, { knowsCma }: KernelBehaviour): boolean {
  return !knowsCma && value.endsWith(',cma');
}

/** A list of ranges without the comma at its end, which does no harm; undefined: there is none. */
export function withoutTrailingComma(reading: Reading): string | undefined {
  if (reading.form !== 'ranges' || reading.ranges.length === 0) return undefined;
  return reading.text.endsWith(',') && reading.refusal?.span.start === reading.text.length
    ? reading.text.slice(0, -1)
    : undefined;
}

/** A value that the kernel reads, near one that it does not read to its end. */
export interface Correction {
  readonly value: string;
  /** Only this can have been meant. */
  readonly isSure: boolean;
}

/** What was meant, where that can be seen. */
export function corrected(value: string, kernel: KernelBehaviour): Correction | undefined {
  for (const { isSure, change } of CHANGES) {
    const changed = change(value);
    if (changed !== value && isReadToItsEnd(changed, kernel)) return { value: changed, isSure };
  }
  return undefined;
}

const CHANGES: readonly { readonly isSure: boolean; readonly change: (value: string) => string }[] =
  [
    // 512MB, 512MiB
    { isSure: true, change: (value) => value.replace(/(\d[kmgtpe])i?b(?=[,:@-]|$)/gi, '$1') },
    { isSure: true, change: wholeNumbers },
    {
      isSure: true,
      change: (value) => value.replace(/,(high|low|cma)$/i, (suffix) => suffix.toLowerCase()),
    },
    { isSure: true, change: (value) => value.replace(/(^|,)-(?=[\d:])/g, '$10-') },
    { isSure: true, change: (value) => value.replace(/[,;]$/, '') },
    { isSure: true, change: (value) => value.replace(/@$/, '') },
    // 2G:512M
    { isSure: false, change: (value) => value.replace(/(^|,)(\w+):/g, '$1$2-:') },
    { isSure: false, change: (value) => value.replace(/@[^@]*$/, '') },
  ];

/** `0.5G` as `512M`, where that is a whole number of bytes. */
function wholeNumbers(value: string): string {
  return value.replace(
    /(\d{1,6})\.(\d{1,6})([kmgt])/gi,
    (written, whole: string, part: string, unit: string) => {
      const shift = { k: 10n, m: 20n, g: 30n, t: 40n }[unit.toLowerCase()] ?? 0n;
      const scale = 10n ** BigInt(part.length);
      const bytes = BigInt(whole + part) << shift;
      return bytes % scale === 0n ? forKernel(bytes / scale) : written;
    },
  );
}

function isReadToItsEnd(value: string, kernel: KernelBehaviour): boolean {
  const reading = readValue(value, kernel);
  if (reading.refusal) return false;
  switch (reading.form) {
    case 'size':
      return !reading.ignored && (reading.at === undefined || reading.offset !== undefined);
    case 'suffix':
      return true;
    case 'ranges': {
      const { text, stop } = reading;
      const address = text[stop] === '@' ? memparse(text, stop + 1, kernel) : undefined;
      return (address?.end ?? stop) === text.length;
    }
  }
}
