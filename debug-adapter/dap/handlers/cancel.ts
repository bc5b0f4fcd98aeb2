import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** The session's funnel has withdrawn the request by now; to cancel what is gone is no error. */
export const cancel: Handler<'cancel', SessionContext> = () => ({});
