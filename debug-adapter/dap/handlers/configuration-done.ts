import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** The stopped event follows the response. */
export const configurationDone: Handler<'configurationDone', SessionContext> = () => ({});
