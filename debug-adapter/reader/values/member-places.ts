import type { Layout } from '../../model/layout';
import { plainType, targetType } from './c-type';
import type { Layouts } from './layouts';
import { parseAddress } from '../../mi/value';
import type { VariableWithObject } from './variable-objects';

/** The structure around members: its type, as it is named, and where it begins. */
export interface Inside {
  readonly type: string;
  readonly base: bigint | undefined;
  /** Of a type without a name, which cannot be asked about by it. */
  readonly layout?: Layout;
}

export interface Place {
  readonly address?: bigint;
  readonly owner?: { readonly type: string; readonly member: string };
  readonly inside?: Inside;
}

interface Parent {
  readonly type: string;
  readonly printed: string;
  readonly address?: bigint;
  readonly inside?: Inside;
}

/**
 * Where the members of a structure, or of what a pointer leads to, lie in memory. The layout that gdb
 * knows under the type's name is only used if its members are those of the value itself: several
 * structures of a kernel may have one name.
 */
export function memberPlaces(
  parent: Parent,
  children: readonly VariableWithObject[],
  layouts: Layouts,
): readonly Place[] {
  const around = parent.inside ?? insideOf(parent);
  const layout = around.layout ?? layouts.get(around.type);
  const names = children.map(({ object }) => object.member ?? '');
  const { base } = around;
  if (!layout || !names.every((name) => isAnonymous(name) || layout.members.has(name))) {
    const target = around.base;
    return names.map((name) =>
      name.startsWith('*') && target !== undefined ? { address: target } : {},
    );
  }
  let anonymous = -1;
  return names.map((name): Place => {
    if (isAnonymous(name)) {
      anonymous += 1;
      const offset = parent.inside ? undefined : anonymousOffset(layout, anonymous);
      return {
        inside: around,
        ...(offset === undefined || base === undefined ? {} : { address: base + BigInt(offset) }),
      };
    }
    const member = layout.members.get(name);
    const address =
      member === undefined || member.bits || base === undefined
        ? undefined
        : base + BigInt(member.offset);
    const type = plainType(around.type);
    return {
      owner: { type, member: name },
      ...(address === undefined ? {} : { address }),
      ...(member?.inner
        ? { inside: { type: `${type}.${name}`, base: address, layout: member.inner } }
        : {}),
    };
  });
}

function insideOf({ type, printed, address }: Parent): Inside {
  const target = targetType(type);
  return target === undefined
    ? { type, base: address }
    : { type: target, base: parseAddress(/^0x[0-9a-f]+/.exec(printed)?.[0]) };
}

function isAnonymous(name: string): boolean {
  return name.startsWith('<anonymous');
}

function anonymousOffset(layout: Layout, index: number): number | undefined {
  return layout.order.filter(({ name }) => name === '')[index]?.offset;
}
