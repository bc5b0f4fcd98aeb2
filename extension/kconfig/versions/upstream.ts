import { type Version } from '../model/version';

/**
 * Whether a version is upstream's own number, with nothing a distribution or a vendor added:
 * `6.12.3`, `7.3-rc7`, `9.0.2`, `9.0.2++` are; `6.12.107+deb13-amd64`, `8.0.4-2.el9` are not, and
 * carry changes of their own.
 */
export function isUpstream({ text }: Version): boolean {
  return /^v?\d+(\.\d+)*(-rc\d+)?(\+\+|\.git)?$/.test(text.trim());
}

/**
 * Built from the tool's git after this release: crash and makedumpfile say `9.0.2++`, kexec-tools
 * `2.0.32.git`. What of the next release is in it no number tells.
 */
export function isDevelopment({ text }: Version): boolean {
  return /\d(\+\+|\.git)/.test(text);
}

/** The number alone: `6.12.107` of `6.12.107+deb13-amd64`. */
export function upstreamNumber({ parts }: Version): string {
  return parts.join('.');
}
