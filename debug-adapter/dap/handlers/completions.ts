import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** Nothing is offered in this version, and none is announced. */
export const completions: Handler<'completions', SessionContext> = () => ({ targets: [] });
