import type { ConfigFile } from './config/config-file';
import type { Context } from './context/context';
import type { Problem } from './model/finding';
import type { Span } from './model/text';
import { isOffered, KEXEC, MAKEDUMPFILE } from './rules/br/packages';
import type { VersionSet, VersionsRule } from './rules/rule';
import { VER_RULES } from './rules/ver/ver-rules';
import type { VersionData } from './versions/version-data';

type Tool = 'crash' | 'makedumpfile' | 'kexec';

/** What one rule says of the versions that a document tells, at the places it speaks of them. */
export interface VersionProblems {
  readonly rule: VersionsRule;
  readonly problems: readonly Problem[];
}

/**
 * Whether the tools fit the kernel that a configuration is about. It needs the kernel's version, one
 * tool's at least, and a place for what it says:
 * - a complete kernel configuration: the header, of the tools that a person named;
 * - a Buildroot configuration: the lines of the packages, of those that are switched on. crash is
 *   no package of Buildroot: what is said of it stands where the kernel's version does, once the
 *   file shows that dumps are to be taken.
 */
export function lintVersions(
  config: ConfigFile,
  context: Context,
  data: VersionData,
): VersionProblems[] {
  const places = placesOf(config, context);
  const known = (tool: Tool) => (places.has(tool) ? context.tools[tool] : undefined);
  const versions: VersionSet = {
    kernel: context.kernel?.value,
    architecture: context.architecture?.value,
    crash: known('crash'),
    makedumpfile: known('makedumpfile'),
    kexec: known('kexec'),
  };
  const { kernel, crash, makedumpfile, kexec } = versions;
  if (!kernel || !(crash ?? makedumpfile ?? kexec)) return [];
  return VER_RULES.map((rule) => ({
    rule,
    problems: [...rule.check(versions, data)].flatMap(({ tool, ...problem }) => {
      const span = places.get(tool);
      return span ? [{ ...problem, span }] : [];
    }),
  }));
}

/** Where the document speaks of each tool; tools that it has nothing to do with are absent. */
function placesOf(config: ConfigFile, context: Context): Map<Tool, Span> {
  const { kind } = context;
  const places = new Map<Tool, Span>();
  if (kind === 'linux-config' && config.completeness === 'full' && config.header) {
    for (const tool of ['crash', 'makedumpfile', 'kexec'] as const) {
      places.set(tool, config.header);
    }
  }
  if (kind === 'buildroot-config') {
    for (const [tool, symbol] of BUILDROOT_PACKAGES) {
      const line = config.line(symbol);
      // What is not offered is dropped: BR004.
      const isBuilt = config.isYes(symbol) && isOffered(symbol, config, context) !== false;
      if (line && isBuilt) places.set(tool, line.span);
    }
    if (places.size > 0) places.set('crash', config.anchor(...BUILDROOT_KERNEL));
  }
  return places;
}

const BUILDROOT_PACKAGES = [
  ['makedumpfile', MAKEDUMPFILE],
  ['kexec', KEXEC],
] as const;

/** Lines that say which kernel is built; the packages' own where there is none. */
const BUILDROOT_KERNEL = [
  'BR2_LINUX_KERNEL_VERSION',
  'BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE',
  'BR2_LINUX_KERNEL_LATEST_VERSION',
  'BR2_LINUX_KERNEL_CUSTOM_TARBALL_LOCATION',
  'BR2_LINUX_KERNEL_CUSTOM_REPO_VERSION',
  'BR2_LINUX_KERNEL',
  MAKEDUMPFILE,
  KEXEC,
] as const;
