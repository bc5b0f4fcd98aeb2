import type { ConfigFile } from '../config/config-file';
import { parseVersion, type Version } from '../model/version';
import { buildrootKernel } from './buildroot-config';
import type { FileKind } from './context';

/** Of a path: `/boot/config-6.1.0-50-amd64`, `linux-6.12.3/.config`; the name goes before folders. */
export function kernelInPath(path: string): Version | undefined {
  for (const part of path.split('/').reverse()) {
    const text = VERSIONED.exec(part)?.[1];
    const version = text === undefined ? undefined : parseVersion(text);
    if (version) return version;
  }
  return undefined;
}

/** A name of the kernel or of its configuration, and the version behind it. */
const VERSIONED =
  /^(?:config|linux(?:-(?:source|headers|kernel|yocto|stable|config|image))?|kernel|[\da-f]{32})[-_]v?(\d+\.\d+\S*?)(?:\.(?:conf|config|cfg|old))?$/;

/** What the text itself says: a Buildroot configuration, the images that a boot loader loads. */
export function kernelInContent(
  kind: FileKind,
  text: string,
  config: ConfigFile | undefined,
): Version | undefined {
  if (kind === 'buildroot-config') return config && buildrootKernel(config)?.value;
  if (kind !== 'grub' && kind !== 'extlinux' && kind !== 'shell') return undefined;
  const versions = new Map<string, Version>();
  for (const [, written = ''] of text.slice(0, MOST_TEXT).matchAll(IMAGES)) {
    const version = parseVersion(written);
    if (version) versions.set(version.parts.join('.'), version);
    if (versions.size > 1) return undefined; // several kernels: no telling which is meant
  }
  return [...versions.values()][0];
}

const MOST_TEXT = 200_000;
const IMAGES = /\b(?:vmlinuz|vmlinux|bzImage|zImage|Image)-(\d{1,3}\.\d{1,4}[\w.+~-]{0,100})/g;
