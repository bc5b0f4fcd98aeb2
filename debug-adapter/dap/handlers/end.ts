import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** Ends crash, at any time, also while it starts or hangs. */
export const terminate: Handler<'terminate', SessionContext> = async (context) => {
  await context.close();
  return {};
};

/** The same; the session's transport is closed after the response. */
export const disconnect: Handler<'disconnect', SessionContext> = async (context) => {
  await context.close();
  return {};
};
