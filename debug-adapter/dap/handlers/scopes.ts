import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** This version shows no variables. */
export const scopes: Handler<'scopes', SessionContext> = () => ({ scopes: [] });
