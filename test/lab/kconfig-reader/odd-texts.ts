/** Configurations to try a reader with: every odd form that we know, and seeded mutations of them. */
const ODD: readonly string[] = [
  // As it should be.
  'CONFIG_KEXEC=y\n',
  '# CONFIG_SYSFS is not set\n',
  'CONFIG_SYSFS=n\n',
  'CONFIG_IKCONFIG=m\n',
  'CONFIG_CMDLINE="crashkernel=256M quiet"\n',
  'CONFIG_PHYSICAL_START=0x1000000\n',
  'CONFIG_SOME_NUMBER=17\n',
  'CONFIG_DASH-ED=y\n',
  // Blanks.
  ' CONFIG_KEXEC=y\n',
  '\tCONFIG_KEXEC=y\n',
  'CONFIG_KEXEC =y\n',
  'CONFIG_KEXEC\t=y\n',
  'CONFIG_KEXEC= y\n',
  'CONFIG_KEXEC=\ty\n',
  'CONFIG_KEXEC = y\n',
  'CONFIG_KEXEC=y \n',
  'CONFIG_IKCONFIG= m\n',
  'CONFIG_CMDLINE= "a"\n',
  'CONFIG_CMDLINE="a" \n',
  'CONFIG_CMDLINE="a" # b\n',
  'CONFIG_SOME_NUMBER=17 \n',
  'CONFIG_SOME_NUMBER= 17\n',
  'CONFIG_PHYSICAL_START=0x10 \n',
  'CONFIG_PHYSICAL_START= 0x10\n',
  '   \n',
  '\t\n',
  // Line ends.
  'CONFIG_KEXEC=y\r\n# CONFIG_SYSFS is not set\r\nCONFIG_SOME_NUMBER=5\r\n\r\n',
  'CONFIG_KEXEC=y',
  'CONFIG_SOME_NUMBER=5',
  'CONFIG_KEXEC=y\r',
  'CONFIG_SOME_NUMBER=5\r',
  'CONFIG_CMDLINE="a"\r',
  '# CONFIG_SYSFS is not set',
  '# CONFIG_SYSFS is not set\r',
  '# CONFIG_SYSFS is not set\r\r\n',
  'CONFIG_SOME_NUMBER=5\r\r\n',
  '\r\n\r\n',
  '\rCONFIG_KEXEC=y\n',
  '\r\r\n',
  'CONFIG_KEXEC=y\rCONFIG_SYSFS=n\r',
  'CONFIG_KEXEC=y\n\n\n',
  '',
  '\n',
  // Names.
  'CONFIG_KEXEC\n',
  'CONFIG_KEXEC\r\n',
  'CONFIG_KEXEC',
  'CONFIG_KEXEC y\n',
  'CONFIG_KEXEC: y\n',
  'CONFIG_=y\n',
  'CONFIG_\n',
  '=y\n',
  'KEXEC=y\n',
  'config_KEXEC=y\n',
  'CONFIG_kexec=y\n',
  'export CONFIG_KEXEC=y\n',
  '+CONFIG_KEXEC=y\n',
  '-CONFIG_KEXEC=y\n',
  'CONFIG_CONFIG_KEXEC=y\n',
  'CONFIG_NOT_THERE=y\n',
  'CONFIG_KEXEC.=y\n',
  'CONFIG_KEXEC==y\n',
  '\ufeffCONFIG_KEXEC=y\nCONFIG_SYSFS=n\n',
  '\ufeff# CONFIG_SYSFS is not set\n',
  '\ufeff# a comment\nCONFIG_KEXEC=y\n',
  '\ufeff\nCONFIG_KEXEC=y\n',
  'CONFIG_KEXEC\u00a0=y\n',
  '\u00a0CONFIG_KEXEC=y\n',
  'CONFIG_KEXEC=\u00a0y\n',
  'CONFIG_KÉXEC=y\n',
  '<<<<<<< HEAD\nCONFIG_KEXEC=y\n=======\n>>>>>>> other\n',
  // Bools.
  'CONFIG_KEXEC=Y\n',
  'CONFIG_KEXEC=N\n',
  'CONFIG_KEXEC=yes\n',
  'CONFIG_KEXEC=nope\n',
  'CONFIG_KEXEC=y # because\n',
  'CONFIG_KEXEC=m\n',
  'CONFIG_KEXEC="y"\n',
  "CONFIG_KEXEC='y'\n",
  'CONFIG_KEXEC=1\n',
  'CONFIG_KEXEC=0\n',
  'CONFIG_KEXEC=true\n',
  'CONFIG_KEXEC=on\n',
  'CONFIG_KEXEC=\n',
  'CONFIG_SYSFS=not set\n',
  'CONFIG_SYSFS=N\n',
  'CONFIG_IKCONFIG=M\n',
  'CONFIG_IKCONFIG=mod\n',
  'CONFIG_IKCONFIG=y\n',
  'CONFIG_IKCONFIG=n\n',
  'CONFIG_IKCONFIG=2\n',
  // Unsets.
  '#CONFIG_SYSFS is not set\n',
  '##CONFIG_SYSFS is not set\n',
  '## CONFIG_SYSFS is not set\n',
  '#\tCONFIG_SYSFS is not set\n',
  '#  CONFIG_SYSFS is not set\n',
  '#\u00a0CONFIG_SYSFS is not set\n',
  ' # CONFIG_SYSFS is not set\n',
  '# CONFIG_SYSFS  is not set\n',
  '# CONFIG_SYSFS is  not set\n',
  '# CONFIG_SYSFS\tis not set\n',
  '# CONFIG_SYSFS is\tnot set\n',
  '# CONFIG_SYSFS is not set \n',
  '# CONFIG_SYSFS is not set\t\n',
  '# CONFIG_SYSFS is not set.\n',
  '# CONFIG_SYSFS is not set by default\n',
  '# CONFIG_SYSFS is not settled\n',
  '# CONFIG_SYSFS is Not Set\n',
  '# CONFIG_SYSFS is not se\n',
  '# CONFIG_SYSFS is unset\n',
  '# CONFIG_SYSFS\n',
  '# CONFIG_SYSFS=y\n',
  '# CONFIG_SYSFS=y is not set\n',
  '#CONFIG_SYSFS=n\n',
  '# SYSFS is not set\n',
  '# CONFIG_ is not set\n',
  '# CONFIG_CMDLINE is not set\n',
  '# CONFIG_SOME_NUMBER is not set\n',
  '# CONFIG_PHYSICAL_START is not set\n',
  '# CONFIG_IKCONFIG is not set\n',
  '# CONFIG_DASH-ED is not set\n',
  '#\n# Heading\n#\n',
  '#',
  '# ',
  // Strings.
  'CONFIG_CMDLINE=quiet\n',
  "CONFIG_CMDLINE='quiet'\n",
  'CONFIG_CMDLINE="quiet\n',
  'CONFIG_CMDLINE=quiet"\n',
  'CONFIG_CMDLINE=""\n',
  'CONFIG_CMDLINE="\n',
  'CONFIG_CMDLINE=\n',
  'CONFIG_CMDLINE="a\\"b\\\\c"\n',
  'CONFIG_CMDLINE="a\\nb\\"\n',
  'CONFIG_CMDLINE="a\\"\n',
  'CONFIG_CMDLINE="a"b"\n',
  'CONFIG_CMDLINE="a" "b"\n',
  'CONFIG_CMDLINE="tab\there"\n',
  'CONFIG_CMDLINE="größer 日本"\n',
  'CONFIG_CMDLINE=y\n',
  'CONFIG_SOME_TEXT=(none)\n',
  'CONFIG_SOME_TEXT=/bin/sh\n',
  `CONFIG_SOME_TEXT="${'long '.repeat(800)}"\n`,
  // Numbers.
  'CONFIG_SOME_NUMBER=-5\n',
  'CONFIG_SOME_NUMBER=+5\n',
  'CONFIG_SOME_NUMBER=0\n',
  'CONFIG_SOME_NUMBER=-0\n',
  'CONFIG_SOME_NUMBER=007\n',
  'CONFIG_SOME_NUMBER=0x10\n',
  'CONFIG_SOME_NUMBER=10M\n',
  'CONFIG_SOME_NUMBER=1.5\n',
  'CONFIG_SOME_NUMBER="5"\n',
  'CONFIG_SOME_NUMBER=\n',
  'CONFIG_SOME_NUMBER=-\n',
  'CONFIG_SOME_NUMBER=y\n',
  'CONFIG_SOME_NUMBER=99999999999999999999\n',
  'CONFIG_PHYSICAL_START=1000000\n',
  'CONFIG_PHYSICAL_START=0X1F\n',
  'CONFIG_PHYSICAL_START=feed\n',
  'CONFIG_PHYSICAL_START=0x\n',
  'CONFIG_PHYSICAL_START=0\n',
  'CONFIG_PHYSICAL_START=16M\n',
  'CONFIG_PHYSICAL_START=-0x10\n',
  'CONFIG_PHYSICAL_START="0x10"\n',
  'CONFIG_PHYSICAL_START=\n',
  // Twice.
  'CONFIG_KEXEC=y\nCONFIG_KEXEC=y\n',
  'CONFIG_KEXEC=y\n# CONFIG_KEXEC is not set\n',
  '# CONFIG_KEXEC is not set\nCONFIG_KEXEC=y\n',
  'CONFIG_KEXEC=y\nCONFIG_KEXEC=Y\n',
  'CONFIG_KEXEC=Y\nCONFIG_KEXEC=y\n',
  'CONFIG_KEXEC=y\nCONFIG_KEXEC =n\n',
  'CONFIG_KEXEC=y\nCONFIG_KEXEC= n\n',
  'CONFIG_KEXEC=y\n# CONFIG_KEXEC is not set \n',
  'CONFIG_KEXEC=y\n#CONFIG_KEXEC is not set\n',
  'CONFIG_CMDLINE="a"\nCONFIG_CMDLINE="b"\n',
  'CONFIG_CMDLINE="a"\nCONFIG_CMDLINE=b\n',
  'CONFIG_CMDLINE="a"\nCONFIG_CMDLINE="b\n',
  'CONFIG_SOME_NUMBER=1\nCONFIG_SOME_NUMBER=x\nCONFIG_SOME_NUMBER=3\n',
  'CONFIG_IKCONFIG=y\nCONFIG_IKCONFIG=m\nCONFIG_IKCONFIG=n\n',
];

const ALPHABET = [
  ...' \t=#"\'\\yYmMnNx01-._:rR\r\nCONFIG_',
  'CONFIG_',
  ' is not set',
  '\u00a0',
  'é',
];

/** The same ones every time. */
export function oddTexts(mutations = 400, seed = 20261123): string[] {
  const random = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const texts = new Set(ODD);
  while (texts.size < ODD.length + mutations) {
    const parts = random() < 0.3 ? [pick(ODD), pick(ODD)] : [pick(ODD)];
    let text = parts.join('').slice(0, 400);
    for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
      const at = Math.floor(random() * (text.length + 1));
      const gone = random() < 0.5 ? 1 : 0;
      text =
        text.slice(0, at) + (random() < 0.8 ? (pick(ALPHABET) ?? '') : '') + text.slice(at + gone);
    }
    if (isDefined(text)) texts.add(text);
  }
  return [...texts];
}

/**
 * A backslash at the end of an open string makes the reader look behind the line's end: what it
 * finds there is anybody's guess. `y`, `m` and `n` are constants that a configuration could damage.
 */
function isDefined(text: string): boolean {
  return !/\\\r*(\n|$)/.test(text) && !/CONFIG_[ymn][= ]/.test(text);
}

/** A linear congruential generator (Numerical Recipes), from 0 to below 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
