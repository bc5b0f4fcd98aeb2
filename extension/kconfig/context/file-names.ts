/** What a file may be, judged by its path alone. */
export type NamedKind =
  /** a configuration, whatever it holds: .config, x_defconfig */
  | 'config'
  /** a configuration if its content says so: debug.config, config-6.1.0-50-amd64, kdump.cfg */
  | 'perhaps-config'
  | 'grub'
  | 'extlinux'
  | 'device-tree'
  | 'shell'
  | 'kconfig';

/** The first that fits; of paths with forward or backward slashes. */
const NAMES: readonly (readonly [NamedKind, RegExp])[] = [
  ['grub', /(^|\/)default\/(grub$|grub\.d\/[^/]*\.cfg$)|(^|\/)(grub|custom|grub-user|user)\.cfg$/],
  ['grub', /(^|\/)grub\.d\/[^/]+$|(^|\/)loader\/entries\/[^/]+\.conf$|(^|\/)grub\.conf$/],
  ['extlinux', /(^|\/)(ext|sys|iso)linux\.(conf|cfg)$|(^|\/)pxelinux\.cfg\/[^/]+$/],
  ['device-tree', /\.dts[io]?$/],
  ['shell', /\.(sh|bash)$/],
  ['kconfig', /(^|\/)Kconfig[^/]*$/],
  ['config', /(^|\/)(\.config(\.old)?|([^/]*[-_.])?defconfig)$/],
  ['perhaps-config', /\.config(-[^/]*)?$|(^|\/)\.config[-.][^/]*$/],
  [
    'perhaps-config',
    /(^|\/)(k?config|[^/]*[-_]k?config)([-_.][^/]*)?$|\.(k?cfg|kconfig|fragment)$/,
  ],
  ['shell', /(^|\/)[^/.]*(kdump|kexec)[^/.]*$/],
];

/** Their names begin as a configuration's, but their ends say what they are. */
const NO_CONFIG =
  /\.(c|cc|cpp|h|hpp|in|am|ac|m4|guess|sub|status|log|js|mjs|cjs|ts|mts|cts|tsx|jsx|json|jsonc|json5|xml|html|md|rst|txt|ya?ml|toml|ini|properties|py|rb|pl|php|lua|java|kt|go|rs|vue|svelte|css|scss|patch|diff|gz|xz|zst|bz2|lock|o|d|cmd|mk|cmake|bat|ps1|yuck)$/i;

export function kindByName(path: string): NamedKind | undefined {
  const plain = path.replaceAll('\\', '/');
  const kind = NAMES.find(([, name]) => name.test(plain))?.[0];
  return kind === 'perhaps-config' && NO_CONFIG.test(plain) ? undefined : kind;
}
