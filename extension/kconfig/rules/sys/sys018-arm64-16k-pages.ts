import { isAtLeast } from '../../model/version';
import type { ConfigRule } from '../rule';

export const sys018: ConfigRule = {
  id: 'SYS018',
  title: '16K pages for an old crash',
  severity: 'warning',
  role: 'system',
  architectures: ['arm64'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'crash translates the addresses of an arm64 kernel with 16K pages since 8.0.6 only: older ones cannot open its dumps. Said only where the version of crash is known.',
  evidence: 'crash commits bcdf0f7, 93d7f64 and 17248cf (2024), issue #92.',
  advice: 'Use crash 8.0.6 or later, or build the kernel with 4K or 64K pages.',
  examples: {
    bad: [{ text: 'CONFIG_ARM64_16K_PAGES=y\n', architecture: 'arm64', tools: { crash: '8.0.5' } }],
    good: [
      { text: 'CONFIG_ARM64_16K_PAGES=y\n', architecture: 'arm64', tools: { crash: '8.0.6' } },
      { text: 'CONFIG_ARM64_16K_PAGES=y\n', architecture: 'arm64' },
      { text: 'CONFIG_ARM64_4K_PAGES=y\n', architecture: 'arm64', tools: { crash: '8.0.5' } },
    ],
  },
  *check(config, { tools: { crash } }) {
    if (!crash || isAtLeast(crash, '8.0.6') || !config.isYes('ARM64_16K_PAGES')) return;
    yield {
      span: config.anchor('ARM64_16K_PAGES'),
      message: `crash ${crash.text} cannot open dumps of arm64 kernels with 16K pages; crash 8.0.6 can.`,
    };
  },
};
