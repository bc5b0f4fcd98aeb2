import type { ValueList } from '../../reader/values/value';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';
import { presentValue } from '../value-presenter';

/** For a client that does not page: more would help nobody. */
const MOST_WITHOUT_PAGES = 5_000;

/** The parts of a value or a scope: its members, and of its elements as many as are asked for. */
export const variables: Handler<'variables', SessionContext> = async (context, args, signal) => {
  const found = context.values.get(args.variablesReference);
  if (!found) {
    throw unknownThing('This value is not one of this session any more: expand it anew.');
  }
  const { filter } = args;
  const start = Math.max(0, args.start ?? 0);
  const count = args.count === undefined || args.count <= 0 ? MOST_WITHOUT_PAGES : args.count;
  const read = async (list: ValueList | undefined, wanted: boolean) =>
    list && wanted ? list.list(start, Math.min(count, MOST_WITHOUT_PAGES), signal) : [];
  const values = [
    ...(await read(found.members, filter !== 'indexed')),
    ...(await read(found.elements, filter !== 'named')),
  ];
  return { variables: values.map((value) => presentValue(context, value)) };
};
