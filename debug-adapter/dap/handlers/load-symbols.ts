import { displayText } from '../../protocol/display-text';
import { partOf } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';
import { presentModule } from './modules';

/** Loads the debug info of one module, or of all; what was not found before is looked for again. */
export const loadSymbols: Handler<'kernelCrash/loadSymbols', SessionContext> = async (
  context,
  args,
  signal,
) => {
  const dump = await context.dump();
  const whole = partOf(dump, 'whole');
  const all = await dump.reader.kernelModules(signal);
  const wanted = args.module === undefined ? all : all.filter(({ name }) => name === args.module);
  if (wanted.length === 0 && args.module !== undefined) {
    throw unknownThing(`The kernel has no module ${displayText(args.module)}.`);
  }
  const details = await whole.moduleDetails(dump.memory, signal);
  const results: { name: string; loaded: boolean; text: string }[] = [];
  for (const module of wanted) {
    const before = dump.reader.moduleState(module.name);
    const state = before?.loaded ? before : await whole.loadModule(module.name, signal);
    const presented = presentModule(module, details.get(module.name), state);
    if (state.loaded && !before?.loaded) {
      context.client.event('module', { reason: 'changed', module: presented });
    }
    const text = displayText(state.loaded ? state.origin : state.why);
    results.push({ name: displayText(module.name), loaded: state.loaded, text });
  }
  if (context.client.features()?.supportsInvalidatedEvent === true) {
    context.client.event('invalidated', { areas: ['stacks'] });
  }
  return { modules: results };
};
