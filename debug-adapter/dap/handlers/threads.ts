import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { inThreadOrder, threadName } from '../thread-name';

/** Every task of the dump, with one `ps`. */
export const threads: Handler<'threads', SessionContext> = async (context) => {
  const dump = await context.dump();
  const panicTask = context.panicTask(dump);
  const tasks = await dump.reader.tasks();
  return {
    threads: inThreadOrder(tasks, panicTask).map((task) => ({
      id: context.ids.thread(task.address),
      name: threadName(task, panicTask),
    })),
  };
};
