/** Where things lie. Nothing is computed here but paths below the repository. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that is downloaded, unpacked or built for tests; safe to delete at any time. */
export const cache = path.join(repository, '.cache');

export const dist = path.join(repository, 'dist');

export const sampleSource = path.join(repository, 'test', 'dumps', 'x86_64-tiny');
