import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** A kernel has thousands of sources: they are found when a frame names them. */
export const loadedSources: Handler<'loadedSources', SessionContext> = () => ({ sources: [] });
