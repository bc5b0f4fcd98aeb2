import type { RunCommand } from '../../crash/crash-process';
import {
  parseStackListVariables,
  stackListVariablesCommand,
  type MiVariable,
} from '../../mi/stack';
import { parseInfoVariables } from '../../commands/info-variables';
import type { MiPlace } from '../../mi/variable';

/** A variable of a frame, as gdb lists it. */
export interface FrameVariable extends MiVariable {
  /** The value on entry to the function, where it is known and another one. */
  readonly entry?: string;
  /** A variable of an inner block has the same name: an expression would mean that one. */
  readonly hidden: boolean;
}

/** What gdb adds to the name of an argument for the value that it had when the function was called. */
const ENTRY = '@entry';

/**
 * Arguments and local variables of a frame, in gdb's order. A variable of an inner block that hides
 * one of the same name comes before it. @throws in gdb's words.
 */
export async function frameVariables(place: MiPlace, run: RunCommand): Promise<FrameVariable[]> {
  const command = stackListVariablesCommand(place.thread, place.frame);
  const reply = parseStackListVariables((await run(command)).bytes);
  if (!reply.ok) {
    throw new Error(reply.error);
  }
  const entries = new Map(
    reply.value
      .filter(({ name }) => name.endsWith(ENTRY))
      .map(({ name, value }) => [name.slice(0, -ENTRY.length), value]),
  );
  const listed = [
    ...(await withoutPlace(reply.value, 'args', place, run)),
    ...(await withoutPlace(reply.value, 'locals', place, run)),
  ];
  const known = new Set<string>();
  const variables: FrameVariable[] = [];
  for (const variable of listed) {
    const { name, value } = variable;
    const hidden = known.has(name);
    known.add(name);
    const entry = entries.get(name);
    variables.push({
      ...variable,
      hidden,
      ...(entry === undefined || entry === value ? {} : { entry }),
    });
  }
  return variables;
}

/**
 * MI leaves out what the compiler kept nowhere in the function, and what has one value in all of it;
 * gdb's own command names both. Arguments come in the order of the declaration.
 */
async function withoutPlace(
  all: readonly MiVariable[],
  kind: 'args' | 'locals',
  { thread, frame }: MiPlace,
  run: RunCommand,
): Promise<MiVariable[]> {
  const argument = kind === 'args';
  const own = all.filter((entry) => entry.argument === argument && !entry.name.endsWith(ENTRY));
  const at = `thread apply ${thread} -q -- frame apply level ${frame} -q`;
  const brief = 'with print max-depth 0 -- with print elements 1';
  const { text } = await run(`gdb ${at} -- ${brief} -- info ${kind}`);
  const named = parseInfoVariables(text);
  const missing = named.filter(({ name }) => !own.some((entry) => entry.name === name));
  const variables = [...own, ...missing.map(({ name, value }) => ({ name, argument, value }))];
  const order = named.map(({ name }) => name);
  return argument
    ? variables.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
    : variables;
}
