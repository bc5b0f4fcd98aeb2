import type { ConfigFile } from '../config/config-file';
import type { Context, FileKind } from './context';
import type { Directives } from './directives';
import type { LintRequest } from './settings';

/**
 * Gathers what is known of a file. Each fact comes from the first that knows it: the person's
 * setting, a comment in the file, its header, the files around it, its path, its content.
 */
export function deriveContext(
  kind: FileKind,
  request: LintRequest,
  _directives: Directives,
  _config: ConfigFile | undefined,
): Context {
  const { settings, surroundings } = request;
  const bySetting = { source: 'a setting', declared: true };
  return {
    kind,
    role: settings.role
      ? { value: settings.role, ...bySetting }
      : { value: 'system', source: 'the default', declared: false },
    kernel: settings.kernel ? { value: settings.kernel, ...bySetting } : surroundings?.kernel,
    architecture: settings.architecture
      ? { value: settings.architecture, ...bySetting }
      : surroundings?.architecture,
    tools: settings.tools,
    distribution: settings.distribution,
    memory: settings.memory,
    referenced: surroundings?.referenced ?? new Map<string, string>(),
  };
}
