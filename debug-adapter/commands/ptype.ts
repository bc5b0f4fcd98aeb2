import { readDeclaration } from './declaration';
import type { AnonymousPlace, Layout, MemberPlace } from '../model/layout';

/** What is open between its brace and the closing one. */
interface Open {
  /** Where it begins, as far as that is printed; members of a union have no offset of their own. */
  offset: number | undefined;
  readonly members: Map<string, MemberPlace>;
  readonly order: (MemberPlace | AnonymousPlace)[];
  readonly head: string;
  readonly size: number;
}

const openPattern =
  /^(?:\/\*(.*?)\*\/)?\s*(?:type = )?((?:(?:const|volatile) )*(?:struct|union)\b.*?)\s*\{$/;
const closePattern = /^\s*\}\s*(.*?);?$/;
const memberPattern = /^\/\*(.*?)\*\/\s*(\S.*);$/;
const totalPattern = /\/\* total size \(bytes\): +(\d+) \*\//;
const placePattern = /^\s*(?:(\d+)(?:: *(\d+))?)?\s*\|?\s*(\d+)?\s*$/;

/**
 * Reads gdb's `ptype /o struct name`: each line with the offset and size of what it declares, structures
 * within it opened up. Undefined where the text is no such thing (a typedef of a number, an error).
 */
export function parsePtypeOffsets(text: string): Layout | undefined {
  const open: Open[] = [];
  let total: number | undefined;
  for (const line of text.split('\n')) {
    const trimmed = line.replace(/^\/\* offset +\| +size \*\/\s*/, '');
    total = Number(totalPattern.exec(trimmed)?.[1] ?? total);
    const opening = openPattern.exec(trimmed);
    if (opening) {
      const { offset, size } = readPlace(opening[1]);
      const base = offset ?? (open.length === 0 ? 0 : open.at(-1)?.offset);
      open.push({
        offset: base,
        members: new Map(),
        order: [],
        head: opening[2] ?? '',
        size: size ?? 0,
      });
      continue;
    }
    const closing = open.length > 0 ? closePattern.exec(trimmed) : undefined;
    if (closing) {
      const done = open.pop() as Open;
      const parent = open.at(-1);
      if (!parent) {
        // Without /o, which gdb drops for some types, nothing tells places.
        return total === undefined || Number.isNaN(total)
          ? undefined
          : { size: total, members: done.members, order: done.order };
      }
      close(done, parent, closing[1] ?? '', Number(total ?? 0));
      continue;
    }
    const parent = open.at(-1);
    const member = parent && memberPattern.exec(trimmed);
    if (member && parent) {
      const { offset, size, bits } = readPlace(member[1]);
      addMember(parent, member[2] ?? '', offset ?? parent.offset ?? 0, size ?? 0, bits);
    }
  }
  return undefined;
}

function close(done: Open, parent: Open, declarator: string, total: number): void {
  const first = done.order[0]?.offset;
  const offset = done.offset ?? first ?? parent.offset ?? 0;
  if (declarator === '') {
    parent.order.push({ name: '', offset });
    for (const member of done.members.values()) {
      parent.members.set(member.name, member);
    }
  } else {
    const size = done.size || total;
    const isUnnamed = /\b(?:struct|union)$/.test(done.head) && /^\w+$/.test(declarator);
    const inner = isUnnamed ? { inner: innerLayout(done, offset, size) } : {};
    addMember(parent, `${done.head} ${declarator}`, offset, size, false, inner);
  }
}

function innerLayout({ members, order }: Open, start: number, size: number): Layout {
  const moved = <Part extends { readonly offset: number }>(part: Part): Part => ({
    ...part,
    offset: part.offset - start,
  });
  return {
    size,
    members: new Map([...members].map(([name, member]) => [name, moved(member)])),
    order: order.map(moved),
  };
}

function addMember(
  parent: Open,
  declaration: string,
  offset: number,
  size: number,
  bits: boolean,
  inner: Pick<MemberPlace, 'inner'> = {},
): void {
  const declared = readDeclaration(declaration);
  if (declared) {
    const isBits = bits || declared.bits;
    const member = {
      name: declared.name,
      type: declared.type,
      offset,
      size,
      ...(isBits ? { bits: true as const } : {}),
      ...inner,
    };
    parent.members.set(member.name, member);
    parent.order.push(member);
  }
}

/** ` 16: 4   |       4 ` is a bit field; in a union only the size is printed. */
function readPlace(text: string | undefined): {
  readonly offset?: number;
  readonly size?: number;
  readonly bits: boolean;
} {
  if (text === undefined) {
    return { bits: false };
  }
  const [left, right] = text.includes('|') ? text.split('|') : [undefined, text];
  const place = placePattern.exec(left ?? '');
  const size = /\d+/.exec(right ?? '')?.[0];
  return {
    ...(place?.[1] === undefined ? {} : { offset: Number(place[1]) }),
    ...(size === undefined ? {} : { size: Number(size) }),
    bits: place?.[2] !== undefined,
  };
}
