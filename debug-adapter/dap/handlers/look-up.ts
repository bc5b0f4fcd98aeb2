import { partOf } from '../../reader/opened-dump';
import { displayText } from '../../protocol/display-text';
import type { SessionContext } from '../context';
import { symbolName } from '../instruction-text';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** What lies at an address that a person names by number, or by symbol and distance. */
export const lookUp: Handler<'kernelCrash/lookUp', SessionContext> = async (
  context,
  args,
  signal,
) => {
  const dump = await context.dump();
  const code = partOf(dump, 'code');
  const text = String(args.place ?? '').trim();
  const symbols = await code.symbols(undefined, signal);
  const [, name = '', distance] =
    /^([A-Za-z_.$][\w.$]*)(?:\s*\+\s*(0x[0-9a-f]+|\d+))?/i.exec(text) ?? [];
  const named = symbols.find(name);
  const number = /^(?:0x)?([0-9a-f]{1,16})$/i.exec(text)?.[1];
  const address = named
    ? named.address + BigInt(distance ?? 0)
    : number === undefined
      ? undefined
      : BigInt(`0x${number}`);
  if (address === undefined) {
    throw unknownThing(`${displayText(text)} is no address (0x…), and no symbol of this kernel.`);
  }
  const symbol = symbols.nameAt(address);
  const isCode = symbols.blockAt(address) !== undefined;
  const [instruction] = isCode
    ? await code.window({ address, call: false, first: 0, count: 1 }, signal)
    : [];
  const source = instruction?.source;
  const found = source && (await dump.sources.find(source.file, source.compiledAs));
  return {
    address: `0x${address.toString(16)}`,
    code: isCode,
    ...(symbol ? { symbol: displayText(symbolName(symbol)) } : {}),
    ...(source && found?.kind === 'found' ? { path: found.path, line: source.line } : {}),
  };
};
