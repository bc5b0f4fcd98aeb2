import { miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { getList, getNumber, getString, type MiValue } from './value';

/** A variable object: a value that gdb holds under a name of ours and knows the type of. */
export interface MiVariableObject {
  /** Names of children are those of their parents with a word behind a dot: `v1.item.node`. */
  readonly name: string;
  /** The member, the index of an element, `*p` of what a pointer leads to; `<anonymous union>`. */
  readonly member?: string;
  /** As the debug info has it: typedefs are not followed. */
  readonly type: string;
  /** `{...}` of a structure, `[4]` of an array; empty where memory cannot be read. */
  readonly value: string;
  readonly children: number;
}

/** A frame of a stack of the task that crash stands on, as `--thread` and `--frame` name it. */
export interface MiPlace {
  readonly thread: number;
  readonly frame: number;
}

/**
 * Creates a variable object and fixes what its expression means: in that frame, or without any, as
 * an expression of globals (a frame address that leads to no frame; `*` asks for a pc, which gdb
 * inside crash before 8.0.6 does not have).
 */
export function varCreateCommand(name: string, expression: string, at?: MiPlace): string {
  return miCommand('-var-create', [
    ...(at ? ['--thread', at.thread, '--frame', at.frame] : []),
    name,
    at ? '*' : '0x0',
    expression,
  ]);
}

/** `^done,name="v1",numchild="8",value="0xffff…",type="struct lab_request *",has_more="0"` */
export function parseVarCreate(output: string | Uint8Array): MiReply<MiVariableObject> {
  return readReply(output, toVariableObject);
}

/** Asks for the children [from, to) of a variable object, with their values. */
export function varListChildrenCommand(name: string, from: number, to: number): string {
  return miCommand('-var-list-children', ['--all-values', name, from, to]);
}

/** `^done,numchild="2",children=[child={name="v1.next",exp="next",numchild="2",value="0x…",type="…"},…]` */
export function parseVarListChildren(output: string | Uint8Array): MiReply<MiVariableObject[]> {
  return readReply(output, (results) => getList(results, 'children').map(toVariableObject));
}

/** Forgets a variable object and all that came of it. */
export function varDeleteCommand(name: string): string {
  return miCommand('-var-delete', [name]);
}

function toVariableObject(value: MiValue): MiVariableObject {
  const member = getString(value, 'exp');
  return {
    name: getString(value, 'name') ?? '',
    ...(member === undefined ? {} : { member }),
    type: getString(value, 'type') ?? '',
    value: getString(value, 'value') ?? '',
    children: getNumber(value, 'numchild') ?? 0,
  };
}
