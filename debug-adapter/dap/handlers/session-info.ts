import { panicMessage } from '../announce-stop';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';

export const sessionInfo: Handler<'kernelCrash/sessionInfo', SessionContext> = async (context) => {
  const dump = await context.dump();
  const { summary } = dump.facts;
  const release = summary.release ?? dump.identity.release;
  const panic = panicMessage(dump);
  const { gdbUnwinds } = dump.reader;
  return {
    ...(release === undefined ? {} : { release }),
    ...(summary.machine === undefined ? {} : { machine: summary.machine }),
    ...(panic === undefined ? {} : { panic }),
    vmcore: dump.identity.path,
    vmlinux: dump.vmlinux,
    crashPath: dump.crashPath,
    ...(dump.version.version === undefined ? {} : { crashVersion: dump.version.version }),
    crashPid: dump.crash.pid,
    ...(gdbUnwinds === undefined ? {} : { gdbUnwinds }),
    lacks: context.lacks,
  };
};
