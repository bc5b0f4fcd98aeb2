import type { SessionContext } from '../context';
import { displayText } from '../../protocol/display-text';
import type { Handler } from '../requests';

/** The kernel's modules, as `mod` lists them. */
export const modules: Handler<'modules', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const all = await dump.reader.kernelModules(signal);
  const first = Math.max(0, args.startModule ?? 0);
  const count =
    args.moduleCount === undefined || args.moduleCount <= 0 ? Infinity : args.moduleCount;
  return {
    modules: all.slice(first, first + count).map((module) => {
      const state = dump.reader.moduleState(module.name);
      return {
        id: module.name,
        name: displayText(module.name),
        addressRange: `0x${module.base.toString(16)}`,
        symbolStatus: state?.loaded
          ? 'Debug info loaded.'
          : (state?.why ?? 'Loaded when a stack needs it.'),
        ...(state?.loaded ? { symbolFilePath: state.origin } : {}),
      };
    }),
    totalModules: all.length,
  };
};
