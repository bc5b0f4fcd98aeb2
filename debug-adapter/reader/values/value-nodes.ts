import type { RunCommand } from '../../crash/crash-process';
import { parseAddress } from '../../mi/value';
import type { MiPlace } from '../../mi/variable';
import { elementType, kindOfType, plainType, sizeOfType, targetType } from './c-type';
import type { Kernel } from './kernel';
import { memberExpression, splitMember } from './member-expression';
import { memberPlaces, type Inside } from './member-places';
import { namePoison } from './rules/poison';
import type { Maker, RawValue, ValueRule, View } from './rule';
import { missingText } from './missing';
import type { Value, ValueList } from './value';
import {
  VariableObjects,
  type Origin,
  type Variable,
  type VariableWithObject,
} from './variable-objects';

/** A value before it is shown: what gdb says, where it lies, and how its parts are had. */
export interface Node {
  readonly name: string;
  readonly type: string;
  readonly printed: string;
  readonly expression?: string;
  readonly address?: bigint;
  /** The structure that it is a member of, and its name there. */
  readonly owner?: { readonly type: string; readonly member: string };
  /** Set in an anonymous structure: its members are those of the one around it. */
  readonly inside?: Inside;
  /** How to list its parts; absent for what has none. */
  readonly parts?: Parts;
  /** What is said beside the value. */
  readonly note?: string;
  /** Shown as gdb has it, and so is all in it. */
  readonly raw?: true;
}

/** The parts of a variable object that is there, or that is to be made when they are asked for. */
type Parts =
  | { readonly variable: Variable; readonly count: number }
  | { readonly origin: Origin; readonly count?: number };

/** The variable object whose children a value's parts are, once it is known. */
interface Whole {
  variable: Variable | undefined;
  /** Whether it was looked for by address. */
  direct?: true;
}

/** Of a longer array only what is asked for becomes variable objects. */
const MOST_ELEMENTS = 2_048;

type Run = <T>(
  task: bigint | undefined,
  work: (run: RunCommand) => Promise<T>,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<T>;

/** Turns variable objects into values that are shown, and lists their parts when they are opened. */
export class ValueNodes {
  private readonly objects = new VariableObjects();
  private readonly maker: Maker;

  constructor(
    private readonly run: Run,
    private readonly kernel: Kernel,
    private readonly rules: readonly ValueRule[],
  ) {
    this.maker = {
      at: (name, type, address) => this.at(name, type, address),
      word: (name, text) => ({ name, text }),
    };
  }

  /** @throws in gdb's words when the expression means nothing. */
  async create(name: string, origin: Origin, run: RunCommand, place?: MiPlace): Promise<Node> {
    const made = await this.objects.create(origin, run, place);
    const owner = await this.ownerOf(origin, run, place);
    const node = nodeOf(name, made, {
      expression: origin.expression,
      ...(owner === undefined ? {} : { owner }),
    });
    const { printed, type } = node;
    const isMissing = printed === '';
    if (!isMissing && (kindOfType(type) === 'pointer' || !/^[{[]/.test(printed))) {
      return node;
    }
    const address = await this.objects.addressOf(origin, run, place);
    return address === undefined ? node : { ...node, address };
  }

  /** Of `x->list`: which structure it is a member of, since that may tell what the list holds. */
  private async ownerOf(
    { expression, frame }: Origin,
    run: RunCommand,
    place?: MiPlace,
  ): Promise<Node['owner']> {
    const split = splitMember(expression);
    if (!split) {
      return undefined;
    }
    // Of a pointer gdb tells the type at once; a structure it would read.
    const pointer = { expression: split.pointer, ...(frame ? { frame } : {}) };
    const made = await this.objects.create(pointer, run, place).catch(() => undefined);
    const type = targetType(made?.object.type ?? '');
    // gdb takes `.` after a pointer for `->`.
    return type === undefined
      ? undefined
      : { type: targetType(type) ?? type, member: split.member };
  }

  at(name: string, type: string, address: bigint): Promise<Value> {
    const expression = `*(${type} *)0x${BigInt.asUintN(64, address).toString(16)}`;
    const parts = { origin: { expression } };
    return this.present({ name, type, printed: '{...}', expression, address, parts });
  }

  async present(node: Node): Promise<Value> {
    const raw = rawValue(node);
    const value = plainValue(node, raw);
    const list = this.list(node);
    const parts = list && (isArray(node) ? { elements: list } : { members: list });
    if (node.raw || node.printed.startsWith('<')) {
      return { ...value, ...parts };
    }
    const missing = await missingText(raw, this.kernel);
    if (missing !== undefined) {
      return { ...value, text: missing, missing: true };
    }
    const view = await this.view(raw);
    const text = withNote(view?.text ?? value.text, [namePoison(raw, this.kernel), node.note]);
    return { ...value, text, ...(view && list ? this.viewParts(node, view, list) : parts) };
  }

  private async view(raw: RawValue): Promise<View | undefined> {
    const rule = this.rules.find((candidate) => candidate.takes(raw));
    return rule?.view(raw, this.kernel, this.maker);
  }

  /** What a rule shows stands first; gdb's own view is one click away. */
  private viewParts(
    node: Node,
    { parts, extra = [] }: View,
    list: ValueList,
  ): Pick<Value, 'members' | 'elements'> {
    if (isArray(node)) {
      return { elements: list };
    }
    if (!parts) {
      return extra.length === 0
        ? { members: list }
        : {
            members: {
              ...(list.count === undefined ? {} : { count: list.count + extra.length }),
              list: async (start, count, signal) => [
                ...extra,
                ...(await list.list(start, count, signal)),
              ],
            },
          };
    }
    const own = this.list({ ...node, raw: true });
    const shown: Value = {
      name: '[raw]',
      type: node.type,
      text: node.printed,
      ...(own ? { members: own } : {}),
    };
    return { members: { list: async () => [...(await parts()), shown] } };
  }

  private list(node: Node): ValueList | undefined {
    const { parts, printed } = node;
    if (!parts || parts.count === 0 || printed === '0x0') {
      return undefined;
    }
    const whole: Whole = { variable: 'variable' in parts ? parts.variable : undefined };
    return {
      ...(parts.count === undefined ? {} : { count: parts.count }),
      list: async (start, count, signal) => {
        const children = await this.children(node, whole, start, start + count, signal);
        return Promise.all(children.map((child) => this.present(child)));
      },
    };
  }

  private async children(
    parent: Node,
    whole: Whole,
    from: number,
    to: number,
    signal?: AbortSignal,
  ): Promise<Node[]> {
    const slice = sliceOf(parent, from, to);
    const origin = slice ?? whole.variable?.origin;
    const task = !origin || this.objects.isKept(origin) ? undefined : origin.frame?.task;
    const structure = targetType(parent.type) ?? elementType(parent.type) ?? parent.type;
    return this.run(
      task,
      async (run) => {
        await this.kernel.layouts.read(structure, run);
        if (slice) {
          const { variable } = await this.objects.create(slice, run);
          const made = await this.objects.children(variable, 0, to - from, run);
          return this.childNodes(parent, made, from);
        }
        const made = await this.objects.children(
          await this.wholeVariable(parent, whole, run),
          from,
          to,
          run,
        );
        return this.childNodes(parent, made, 0);
      },
      { signal },
    );
  }

  /**
   * The variable object whose children are the parts. What a pointer leads to becomes one of its own,
   * by address: gdb finds a type by its name at once, but takes seconds to complete one that the place
   * it was reached from only declares.
   */
  private async wholeVariable(
    { type, printed, parts }: Node,
    whole: Whole,
    run: RunCommand,
  ): Promise<Variable> {
    const origin = whole.direct ? undefined : originBehind(type, printed, parts);
    whole.direct = true;
    const direct = origin && (await this.objects.create(origin, run).catch(() => undefined));
    // Several structures may have one name: only one with as many members will do.
    if (direct && (parts?.count === undefined || direct.object.children === parts.count)) {
      whole.variable = direct.variable;
    }
    if (!whole.variable) {
      throw new Error('gdb does not know this type.');
    }
    return whole.variable;
  }

  private childNodes(parent: Node, made: readonly VariableWithObject[], first: number): Node[] {
    const places = memberPlaces(parent, made, this.kernel.layouts);
    const element = elementType(parent.type);
    const size = element === undefined ? undefined : sizeOfType(element, this.kernel.layouts);
    return made.map((child, index) => {
      const given = child.object.member ?? '';
      const isElement = element !== undefined || /^\d+$/.test(given);
      const member = isElement ? String(first + Number(given)) : given;
      const place = places[index];
      const address = isElement
        ? parent.address !== undefined && size !== undefined
          ? parent.address + BigInt(size * Number(member))
          : undefined
        : place?.address;
      return nodeOf(isElement ? `[${member}]` : member, child, {
        ...(parent.expression === undefined
          ? {}
          : { expression: memberExpression(parent.expression, parent.type, member) }),
        ...(address === undefined ? {} : { address }),
        ...(place?.owner === undefined ? {} : { owner: place.owner }),
        ...(place?.inside === undefined ? {} : { inside: place.inside }),
        ...(parent.raw ? { raw: true as const } : {}),
      });
    });
  }
}

/** How to make what a pointer to a structure leads to, or what stands at an address. */
function originBehind(type: string, printed: string, parts: Parts | undefined): Origin | undefined {
  if (parts && 'origin' in parts) {
    return parts.origin;
  }
  const [, address] = /^(0x[0-9a-f]+)/.exec(printed) ?? [];
  const target = targetType(type);
  return address !== undefined && target !== undefined && /^(?:struct|union) \w+$/.test(target)
    ? { expression: `*(${target} *)${address}` }
    : undefined;
}

/** The part of a long array that is asked for, as an array of its own. */
function sliceOf(parent: Node, from: number, to: number): Origin | undefined {
  const { parts } = parent;
  const known = parts && 'variable' in parts ? parts : undefined;
  if (!known || known.count <= MOST_ELEMENTS || parent.expression === undefined) {
    return undefined;
  }
  const count = Math.min(to, known.count) - from;
  const { frame } = known.variable.origin;
  const expression = `(${parent.expression})[${from}]@${count}`;
  return count > 0 ? { expression, ...(frame ? { frame } : {}) } : undefined;
}

function nodeOf(
  name: string,
  { variable, object }: VariableWithObject,
  more: Pick<Node, 'expression' | 'address' | 'owner' | 'inside' | 'raw'>,
): Node {
  return {
    name,
    type: object.type,
    printed: object.value,
    parts: { variable, count: object.children },
    ...more,
  };
}

function isArray({ type, printed }: Node): boolean {
  return kindOfType(type) === 'array' || /^\[\d+\]$/.test(printed);
}

function rawValue({ type, printed, address, owner, expression }: Node): RawValue {
  const kind = kindOfType(type);
  const number = parseAddress(/^0x[0-9a-f]+/.exec(printed)?.[0]);
  const target = kind === 'pointer' || kind === 'function-pointer' ? number : undefined;
  return {
    type: plainType(type),
    printed,
    ...(address === undefined ? {} : { address }),
    ...(target ? { target } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(expression !== undefined && /^\w+$/.test(expression) ? { variable: expression } : {}),
  };
}

function plainValue(
  { name, type, printed, expression, address }: Node,
  { target }: RawValue,
): Value {
  return {
    name,
    ...(type === '' ? {} : { type }),
    text: printed,
    ...(expression === undefined ? {} : { expression }),
    ...(address === undefined ? {} : { address }),
    ...(target === undefined ? {} : { target }),
    ...(target !== undefined && kindOfType(type) === 'function-pointer' ? { code: target } : {}),
  };
}

function withNote(text: string, notes: readonly (string | undefined)[]): string {
  const known = notes.filter((note) => note !== undefined);
  return known.length === 0 ? text : `${text} (${known.join('; ')})`;
}
