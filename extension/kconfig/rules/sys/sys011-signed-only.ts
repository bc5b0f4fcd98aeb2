import type { ConfigRule } from '../rule';
import { listed } from '../settings-edits';

export const sys011: ConfigRule = {
  id: 'SYS011',
  title: 'Only signed capture kernels',
  severity: 'info',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'The kernel refuses to load a capture kernel without a signature that it knows: kexec_load fails with EPERM, kexec_file_load checks the image. That is no fault, but a kernel of your own making has to be signed before it can capture. With `IMA_ARCH_POLICY` it is so on machines with Secure Boot only; since many distributions set it, it is a hint.',
  evidence:
    'kernel/Kconfig.kexec (`KEXEC_SIG_FORCE`), security/lockdown/Kconfig, security/integrity/ima/Kconfig (a policy “based on run time secure boot flags”); kexec-tools commit 29fe506: since 2.0.27 `kexec -p` tries kexec_file_load first.',
  advice:
    'Sign the capture kernel with a key that the system kernel trusts and load it with `kexec -p -s` (since kexec-tools 2.0.27 `kexec -p` does so by itself).',
  examples: {
    bad: [
      { text: 'CONFIG_KEXEC_FILE=y\nCONFIG_KEXEC_SIG=y\nCONFIG_KEXEC_SIG_FORCE=y\n' },
      { text: 'CONFIG_LOCK_DOWN_KERNEL_FORCE_INTEGRITY=y\n' },
      { text: 'CONFIG_IMA_ARCH_POLICY=y\n' },
    ],
    good: [{ text: 'CONFIG_KEXEC_SIG=y\n# CONFIG_KEXEC_SIG_FORCE is not set\n' }],
  },
  *check(config) {
    const always = [
      'KEXEC_SIG_FORCE',
      'LOCK_DOWN_KERNEL_FORCE_INTEGRITY',
      'LOCK_DOWN_KERNEL_FORCE_CONFIDENTIALITY',
    ].filter((symbol) => config.isYes(symbol));
    const advice = 'Sign it and load it with kexec -p -s (automatic since kexec-tools 2.0.27).';
    const [first] = always;
    if (first !== undefined) {
      yield {
        span: config.anchor(first),
        message: `${listed(always)}: a capture kernel without a trusted signature is refused. ${advice}`,
      };
    } else if (config.isYes('IMA_ARCH_POLICY')) {
      yield {
        span: config.anchor('IMA_ARCH_POLICY'),
        severity: 'hint',
        message: `IMA_ARCH_POLICY: on machines with Secure Boot a capture kernel without a trusted signature is refused. ${advice}`,
      };
    }
  },
};
