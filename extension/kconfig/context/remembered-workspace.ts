import type { Workspace } from './workspace-files';

/**
 * A workspace that asks for each file and folder once: for a look at many files in a row, since each
 * fragment of a Buildroot tree asks for all of its defconfigs. What changes meanwhile is not seen.
 */
export function rememberedWorkspace({ root, readText, listDirectory }: Workspace): Workspace {
  return {
    root,
    readText: remembered(readText),
    ...(listDirectory && { listDirectory: remembered(listDirectory) }),
  };
}

function remembered<T>(ask: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (path) => {
    const known = answers.get(path);
    if (known) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}
