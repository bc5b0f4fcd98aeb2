import type { BootArguments } from './boot-arguments';
import { plainArguments, trimmedLines } from './line-arguments';

/**
 * The `append` lines of extlinux.conf, syslinux.cfg and pxelinux.cfg: keywords in either case,
 * no quotes; `append -` stands for none, and U-Boot puts variables in.
 */
export function extlinuxArguments(text: string): BootArguments[] {
  const found: BootArguments[] = [];
  for (const { start, end } of trimmedLines(text)) {
    const keyword = /^append\s+/i.exec(text.slice(start, end))?.[0];
    if (keyword === undefined) continue;
    const written = text.slice(start + keyword.length, end);
    // Of mboot.c32: a hypervisor's arguments, then the kernel's.
    if (written === '-' || /\s---\s/.test(written)) continue;
    found.push(plainArguments(text, start + keyword.length, end, 'extlinux'));
  }
  return found;
}
