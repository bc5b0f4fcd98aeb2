import type { ConfigFile } from '../config/config-file';
import type { Role } from '../model/role';
import { isAtLeast, type Version } from '../model/version';
import type { FileKind } from './context';

/** `kdump.config`, `config-6.1.0-crash`, `arm64_capture_defconfig`: what loads on a crash. */
const CAPTURE_NAME = /(?:^|[^a-z0-9])(?:crash|kdump|capture)(?:[^a-z0-9]|$)/i;

/** A file's name that says that its kernel captures dumps. Folders are too often called so. */
export function isCaptureName(path: string): boolean {
  return CAPTURE_NAME.test(path.slice(path.lastIndexOf('/') + 1));
}

/** What the content of a configuration suggests; undefined: nothing. */
export function roleInContent(
  kind: FileKind,
  config: ConfigFile,
  kernel: Version | undefined,
): Role | undefined {
  if (kind === 'buildroot-config') {
    // One root file system usually serves both kernels.
    const hasTools = BUILDROOT_TOOLS.some((symbol) => config.isYes(symbol));
    return hasTools ? 'both' : undefined;
  }
  if (kind !== 'linux-config') return undefined;
  const canLoad = config.isYes('KEXEC') || config.isYes('KEXEC_FILE');
  const canCapture = config.isYes('CRASH_DUMP') && config.isYes('PROC_VMCORE');
  if (!canCapture) return undefined;
  if (canLoad) return 'both';
  // Since 6.9 CRASH_DUMP depends on KEXEC_CORE: such a configuration is no capture kernel's either.
  return kernel && isAtLeast(kernel, '6.9') ? undefined : 'capture';
}

const BUILDROOT_TOOLS = ['BR2_PACKAGE_KEXEC', 'BR2_PACKAGE_KEXEC_LITE', 'BR2_PACKAGE_MAKEDUMPFILE'];
