import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { partOf, type OpenedDump } from '../../reader/opened-dump';
import type { Value } from '../../reader/values/value';
import type { SessionContext } from '../context';
import { frameAt } from '../frame-at';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** What a frame has to look into; each is read when it is opened. */
export const scopes: Handler<'scopes', SessionContext> = async (context, args) => {
  const dump = await context.dump();
  const found = await frameAt(context, dump, args.frameId);
  if (!found) {
    throw unknownThing('This frame is not one of this session.');
  }
  const { task, frame } = found;
  if (frame.kind === 'label') {
    return { scopes: [] };
  }
  if (!dump.values) {
    const saved = savedRegisters(dump, task);
    return { scopes: [scope(context, 'Registers', 'registers', () => Promise.resolve(saved))] };
  }
  const here = { task, call: frame };
  const add = (name: string, hint: string | undefined, read: Read): P.Scope =>
    scope(context, name, hint, read);
  return {
    scopes: [
      add('Locals', 'locals', async (signal) => {
        const values = partOf(dump, 'values');
        const why = values.whyNone(here);
        if (why !== undefined) {
          return [{ name: 'not known', text: why, missing: true }];
        }
        const variables = await values.ofFrame(here, signal);
        const all = [...variables.arguments, ...variables.locals];
        return all.length > 0 ? all : [{ name: 'none', text: NO_VARIABLES }];
      }),
      ...(frame.exceptionRegisters
        ? [
            add('Exception', undefined, () =>
              Promise.resolve(partOf(dump, 'values').frames.exception(here)),
            ),
          ]
        : []),
      add('Registers', 'registers', (signal) =>
        partOf(dump, 'values').frames.ofFrame(here, signal),
      ),
      ...(frame.userRegisters
        ? [
            add('User Registers', undefined, () =>
              Promise.resolve(partOf(dump, 'values').frames.user(here)),
            ),
          ]
        : []),
      ...(dump.whole?.gdbUnwinds === false
        ? [
            add('Stack', undefined, (signal) =>
              partOf(dump, 'values').frames.stackWords(here, signal),
            ),
          ]
        : []),
      add('Task', undefined, async (signal) => {
        const value = await partOf(dump, 'values').at('task', 'struct task_struct', task);
        return (await value.members?.list(0, 10_000, signal)) ?? [];
      }),
      add('CPU', undefined, async (signal) => {
        const tasks = await dump.reader.tasks();
        const cpu = tasks.find(({ address }) => address === task)?.cpu;
        return cpu === undefined
          ? [{ name: 'not known', text: 'crash does not list this task.', missing: true }]
          : partOf(dump, 'values').cpus.of(cpu, signal);
      }),
    ],
  };
};

/** Without a whole crash: what the dump has of the CPU when it was stopped, whatever frame is looked at. */
function savedRegisters(dump: OpenedDump, task: bigint): readonly Value[] {
  const saved = dump.savedRegisters?.(task);
  if (!saved) {
    const text = 'The dump has no registers of a CPU on which this task ran.';
    return [{ name: 'not known', text, missing: true }];
  }
  return [...saved.registers].map(([name, value]) => ({ name, text: `0x${value.toString(16)}` }));
}

const NO_VARIABLES = 'The debug info names no variable here.';

type Read = (signal?: AbortSignal) => Promise<readonly Value[]>;

function scope(
  context: SessionContext,
  name: string,
  presentationHint: string | undefined,
  read: Read,
): P.Scope {
  const members = {
    count: 0,
    list: (_start: number, _count: number, signal?: AbortSignal) => read(signal),
  };
  return {
    name,
    ...(presentationHint === undefined ? {} : { presentationHint }),
    variablesReference: context.values.of({ members }),
    // Read when a person opens it: the first look at a structure takes a while.
    expensive: presentationHint === undefined && name !== 'Exception',
  };
}
