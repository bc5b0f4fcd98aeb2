import { lint } from '../../../extension/kconfig/engine';
import type { FileKind } from '../../../extension/kconfig/context/context';
import type { Architecture } from '../../../extension/kconfig/model/architecture';
import type { Finding } from '../../../extension/kconfig/model/finding';
import type { Role } from '../../../extension/kconfig/model/role';
import { parseVersion } from '../../../extension/kconfig/model/version';

/** The findings of one rule in a text, with what a person may have set. */
export function lintWith(
  rule: string,
  text: string,
  {
    kind = 'linux-config',
    kernel,
    ...settings
  }: { kind?: FileKind; role?: Role; architecture?: Architecture; kernel?: string } = {},
): Finding[] {
  const version = kernel === undefined ? undefined : parseVersion(kernel);
  const { findings } = lint(text, {
    fileName: 'file',
    settings: { ...settings, kernel: version, severities: {}, tools: {} },
    surroundings: { kind },
  });
  return findings.filter((finding) => finding.rule === rule);
}
