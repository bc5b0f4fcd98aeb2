import type { Failure } from '../../protocol/failure';
import type { LaunchArguments } from '../../protocol/launch-arguments';

/**
 * Whether a person named a wrong file in the launch configuration: they want that put right, and no
 * session that silently does without. What the machine lacks is no mistake.
 */
export function isMistake({ id }: Failure, launch: LaunchArguments): boolean {
  switch (id) {
    case 'vmlinux-unusable':
    case 'vmlinux-mismatch':
    case 'vmlinux-no-debug-info':
    case 'vmlinux-reduced':
      return launch.vmlinux !== undefined;
    case 'crash-not-found':
    case 'crash-wrong-target':
      return launch.crashPath !== undefined;
    case 'vmlinux-not-found':
      return false;
    default:
      return true;
  }
}
