import type { ConfigFile } from '../../config/config-file';
import { assumingAbsentIsOff, readConfig } from '../../config/read-config';
import { kernelConfigPaths } from '../../context/buildroot-config';
import type { Context } from '../../context/context';

/** The kernel's configuration that a Buildroot configuration puts together. */
export interface ReferencedKernel {
  /**
   * The file and the fragments, merged as support/kconfig/merge_config.sh does: the last line of a
   * symbol counts. Spans point into that text, not into the document.
   */
  readonly config: ConfigFile;
  /** All that it is made of is here; else it builds on a defconfig in the kernel's own tree. */
  readonly isWhole: boolean;
  readonly paths: readonly string[];
}

/** Undefined: it names no file of its own, or one of them could not be read. */
export function referencedKernel(
  config: ConfigFile,
  { referenced }: Context,
): ReferencedKernel | undefined {
  const { file, fragments } = kernelConfigPaths(config);
  const paths = [...(file === undefined ? [] : [file]), ...fragments];
  const texts = paths.flatMap((path) => referenced.get(path) ?? []);
  if (paths.length === 0 || texts.length < paths.length) return undefined;
  return {
    config: readConfig(texts.join('\n'), 'CONFIG_'),
    isWhole: file !== undefined,
    paths,
  };
}

/**
 * The same with n for what no line names, where that is the outcome: symbols with `default n`, of
 * a configuration that is here as a whole.
 */
export function assumed({ config, isWhole }: ReferencedKernel): ConfigFile {
  return isWhole ? assumingAbsentIsOff(config) : config;
}

/** It says in so many words that dumps are to be taken; a complete one has CRASH_DUMP by default. */
export function wantsDumps(kernel: ReferencedKernel | undefined): boolean {
  if (kernel?.config.completeness !== 'fragment') return false;
  const { config } = kernel;
  return config.isYes('CRASH_DUMP') && (config.isYes('KEXEC') || config.isYes('KEXEC_FILE'));
}

/** `board/acme/linux.config, board/acme/kdump.fragment`, no more than three of them. */
export function namesOf({ paths }: ReferencedKernel): string {
  const rest = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `${paths.slice(0, 3).join(', ')}${rest}`;
}
