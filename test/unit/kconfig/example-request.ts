import type { LintRequest } from '../../../extension/kconfig/context/settings';
import { parseVersion, type Version } from '../../../extension/kconfig/model/version';
import type { Example } from '../../../extension/kconfig/rules/rule';

/** What the engine is told of a rule's example. */
export function exampleRequest(example: Example): LintRequest {
  const { tools = {}, role, architecture, distribution, memory, referenced = {} } = example;
  const version = (written: string | undefined): Version | undefined =>
    written === undefined ? undefined : parseVersion(written);
  return {
    fileName: example.fileName ?? '.config',
    settings: {
      role,
      architecture,
      distribution,
      memory,
      kernel: version(example.kernel),
      tools: {
        crash: version(tools.crash),
        makedumpfile: version(tools.makedumpfile),
        kexec: version(tools.kexec),
      },
      severities: {},
    },
    surroundings: { referenced: new Map(Object.entries(referenced)) },
  };
}
