/** The thread that knows Kconfig trees: an editor asks it and never waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { answer } from './answers';
import type { FromWorker, Question, Questions, ToWorker, WorkerData } from './protocol';
import { TreeStore } from './tree-store';

const { cacheFolder } = workerData as WorkerData;
const store = new TreeStore(cacheFolder);
const waiting = new Map<number, Extract<ToWorker, { kind: 'ask' }>>();

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'ask':
      waiting.set(message.id, message);
      // What came in meanwhile may take this question back.
      setImmediate(() => work(message.id));
      break;
    case 'cancel':
      waiting.delete(message.id);
      break;
    case 'changed':
      store.changed(message.path, message.text);
  }
});

function work(id: number): void {
  const asked = waiting.get(id);
  if (!asked) return;
  waiting.delete(id);
  let reply: FromWorker;
  try {
    reply = {
      id,
      answer: answer(store, asked.tree, asked.question, asked.argument as Questions[Question][0]),
    };
  } catch (error) {
    reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(reply);
}
