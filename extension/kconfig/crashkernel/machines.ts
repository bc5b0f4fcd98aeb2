import { inUnits } from './sizes';

/** `1 GiB to less than 2 GiB`, `64 GiB and more`, `less than 512 MiB` */
export function machines(from: bigint, to: bigint | undefined): string {
  const isAbove = from > 1n && from % 1024n === 1n;
  const start = isAbove ? `more than ${inUnits(from - 1n)}` : inUnits(from);
  const isUpTo = to !== undefined && to % 1024n === 1n && to > 1n;
  const end = to === undefined ? '' : isUpTo ? inUnits(to - 1n) : inUnits(to);
  if (to === undefined)
    return from === 0n ? 'every machine' : isAbove ? start : `${start} and more`;
  if (from === 0n) return isUpTo ? `up to ${end}` : `less than ${end}`;
  return `${start} to ${isUpTo ? '' : 'less than '}${end}`;
}
