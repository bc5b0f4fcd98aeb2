import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** No scope or value hands out a reference in this version. */
export const variables: Handler<'variables', SessionContext> = () => ({ variables: [] });
