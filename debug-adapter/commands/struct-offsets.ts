import type { AnonymousPlace, Layout, MemberPlace } from '../model/layout';
import { readDeclaration } from './declaration';

interface Open {
  readonly members: Map<string, MemberPlace>;
  readonly order: (MemberPlace | AnonymousPlace)[];
  /** Where the block begins, if crash prints it. */
  readonly offset: number | undefined;
}

/**
 * Reads crash's `struct -o name`: `[24] unsigned int __state;` a line, anonymous structures and unions
 * as blocks, `SIZE: 9792` at the end. It prints no sizes of members: `sizeOf` tells them.
 */
export function parseStructOffsets(
  text: string,
  sizeOf: (type: string) => number,
): Layout | undefined {
  const open: Open[] = [];
  for (const line of text.split('\n')) {
    const [, place, rest = ''] = /^\s*(?:\[(\d+)\])?\s*(.*?)\s*$/.exec(line) ?? [];
    const offset = place === undefined ? undefined : Number(place);
    const parent = open.at(-1);
    if (/^(?:struct|union)\b[^;]*\{$/.test(rest)) {
      open.push({ members: new Map(), order: [], offset });
    } else if (rest.startsWith('}')) {
      const done = open.pop();
      const around = open.at(-1);
      if (!done) {
        return undefined;
      }
      if (!around) {
        const size = Number(/^SIZE: (\d+)$/m.exec(text)?.[1] ?? 0);
        return { size, members: done.members, order: done.order };
      }
      closeBlock(done, around, /^\}\s*(\w+)/.exec(rest)?.[1]);
    } else if (parent && offset !== undefined) {
      addMember(parent, rest.replace(/;$/, ''), offset, sizeOf);
    }
  }
  return undefined;
}

function closeBlock(done: Open, around: Open, name: string | undefined): void {
  const offset = done.offset ?? done.order[0]?.offset ?? 0;
  if (name === undefined) {
    around.order.push({ name: '', offset });
    done.members.forEach((member) => around.members.set(member.name, member));
  } else {
    const member = { name, type: 'struct {...}', offset, size: 0 };
    around.members.set(name, member);
    around.order.push(member);
  }
}

function addMember(
  parent: Open,
  declaration: string,
  offset: number,
  sizeOf: (type: string) => number,
): void {
  const declared = readDeclaration(declaration);
  if (declared) {
    const { name, type, bits } = declared;
    const member = {
      name,
      type,
      offset,
      size: sizeOf(type),
      ...(bits ? { bits: true as const } : {}),
    };
    parent.members.set(name, member);
    parent.order.push(member);
  }
}
