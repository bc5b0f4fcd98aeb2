import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { partOf } from '../../reader/opened-dump';
import type { Value } from '../../reader/values/value';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** What a frame has to look into; each is read when it is opened. */
export const scopes: Handler<'scopes', SessionContext> = async (context, args) => {
  const dump = await context.dump();
  const handle = context.ids.frameHandle(args.frameId);
  if (!handle) {
    throw unknownThing('This frame is not one of this session.');
  }
  const { task, frame } = handle;
  if (frame.kind === 'label') {
    return { scopes: [] };
  }
  const locals = scope(context, 'Locals', 'locals', async (signal) => {
    const values = partOf(dump, 'values');
    const why = values.whyNone({ task, call: frame });
    if (why !== undefined) {
      return [{ name: 'not known', text: why, missing: true }];
    }
    const found = await values.ofFrame({ task, call: frame }, signal);
    return [...found.arguments, ...found.locals];
  });
  const ofTask = scope(context, 'Task', undefined, async (signal) => {
    const value = await partOf(dump, 'values').at('task', 'struct task_struct', task);
    return (await value.members?.list(0, 10_000, signal)) ?? [];
  });
  return { scopes: [locals, ofTask] };
};

function scope(
  context: SessionContext,
  name: string,
  presentationHint: string | undefined,
  read: (signal?: AbortSignal) => Promise<readonly Value[]>,
): P.Scope {
  const members = {
    count: 0,
    list: (_start: number, _count: number, signal?: AbortSignal) => read(signal),
  };
  return {
    name,
    ...(presentationHint === undefined ? {} : { presentationHint }),
    variablesReference: context.values.of({ members }),
    expensive: false,
  };
}
