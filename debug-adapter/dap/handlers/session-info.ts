import { panicMessage } from '../announce-stop';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';

export const sessionInfo: Handler<'kernelCrash/sessionInfo', SessionContext> = async (context) => {
  const dump = await context.dump();
  const { summary } = dump.facts;
  const release = summary.release ?? dump.identity.release;
  const panic = panicMessage(dump);
  const gdbUnwinds = dump.whole?.gdbUnwinds;
  const { engine, vmlinux } = dump;
  return {
    ...(release === undefined ? {} : { release }),
    ...(summary.machine === undefined ? {} : { machine: summary.machine }),
    ...(panic === undefined ? {} : { panic }),
    vmcore: dump.identity.path,
    ...(vmlinux === undefined ? {} : { vmlinux }),
    standing: dump.standing,
    ...(engine && { crashPath: engine.path, crashPid: engine.crash.pid }),
    ...(engine?.version.version === undefined ? {} : { crashVersion: engine.version.version }),
    ...(gdbUnwinds === undefined ? {} : { gdbUnwinds }),
    lacks: context.lacks,
  };
};
