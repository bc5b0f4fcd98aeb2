import { chosenDebugInfo } from '../debug-info-choice';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp003: ConfigRule = {
  id: 'DRP003',
  title: '"DEBUG_INFO is not set" does nothing',
  severity: 'info',
  role: 'any',
  kernel: { since: '5.18' },
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Since Linux 5.18 `DEBUG_INFO` has no prompt, so that a fragment cannot unset it: whatever the base configuration chooses as debug information stays. Where a small capture kernel was wanted, it is built with all of it.',
  evidence:
    'lib/Kconfig.debug since commit f9b3cd245784 (5.18); `conf` of 6.1 and 6.12 passes over the line.',
  advice:
    'A kernel that needs none, such as a small capture kernel, says `CONFIG_DEBUG_INFO_NONE=y`. In a fragment for a system kernel the line should go.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_DEBUG_INFO is not set\n',
        role: 'capture',
        kernel: '6.12',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_DEBUG_INFO_NONE=y\n',
      },
      {
        text: '# CONFIG_DEBUG_INFO is not set\nCONFIG_KEXEC=y\n',
        role: 'system',
        kernel: '6.12',
        fixed: 'CONFIG_KEXEC=y\n',
      },
    ],
    good: [
      { text: '# CONFIG_DEBUG_INFO is not set\n', kernel: '5.15' },
      { text: '# CONFIG_DEBUG_INFO is not set\nCONFIG_DEBUG_INFO_NONE=y\n', kernel: '6.12' },
    ],
  },
  *check(config, { role, kernel }) {
    if (config.completeness === 'full' || config.written('DEBUG_INFO') === undefined) return;
    if (!config.isOff('DEBUG_INFO') || chosenDebugInfo(config).length > 0) return;
    // Only a capture kernel can do without: elsewhere the choice would be as bad as it was meant.
    const isCapture = role.value === 'capture';
    const none = fixBySettings(
      config,
      // Before 5.18 it is still the old line that counts.
      [...(kernel ? [['DEBUG_INFO', undefined] as const] : []), ['DEBUG_INFO_NONE', 'y']],
      { preferred: isCapture },
    );
    const nothing = fixBySettings(config, [['DEBUG_INFO', undefined]], {
      title: 'Remove the line',
      preferred: !isCapture,
    });
    yield {
      span: config.anchor('DEBUG_INFO'),
      message:
        'Since Linux 5.18 DEBUG_INFO cannot be unset: this line has no effect. Without debug information is CONFIG_DEBUG_INFO_NONE=y.',
      fixes: isCapture ? [none, nothing] : [nothing, none],
    };
  },
};
