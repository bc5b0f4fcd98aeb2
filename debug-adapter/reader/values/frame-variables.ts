import type { RunCommand } from '../../crash/crash-process';
import {
  parseStackListVariables,
  stackListVariablesCommand,
  type MiVariable,
} from '../../mi/stack';
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
  const known = new Set<string>();
  const variables: FrameVariable[] = [];
  for (const variable of reply.value.filter(({ name }) => !name.endsWith(ENTRY))) {
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
