import type { LogLine } from './log-line';

/** A module that the kernel named when it died. */
export interface LinkedModule {
  readonly name: string;
  /** Its letters (`module_flags()` of the kernel): taints such as `OE`, `+` while it comes, `-` while it goes. */
  readonly flags?: string;
}

const HEAD = 'Modules linked in:';
/** A record of the log has no more; the list goes on in the next. */
const FULL_LINE = 900;

/**
 * `Modules linked in: labcrash(OE) virtio_blk [last unloaded: loop]`, of the last report in the log;
 * empty where none has it. Never throws.
 */
export function linkedModules(lines: readonly LogLine[]): LinkedModule[] {
  const first = lines.findLastIndex(({ text }) => text.startsWith(HEAD));
  if (first < 0) return [];
  let list = '';
  for (let at = first; at < lines.length; at++) {
    const text = lines[at]?.text ?? '';
    list += ` ${at === first ? text.slice(HEAD.length) : text}`;
    if (text.length < FULL_LINE) break;
  }
  return list
    .replace(/\[last unloaded:.*$/, '')
    .split(/\s+/)
    .flatMap((word) => {
      const match = /^([\w-]{1,64})(?:\(([A-Z+-]{1,32})\))?$/.exec(word);
      return match?.[1] === undefined
        ? []
        : [{ name: match[1], ...(match[2] === undefined ? {} : { flags: match[2] }) }];
    });
}
