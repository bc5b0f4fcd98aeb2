/**
 * A compiler and a linker that answer at once: Kconfig asks them a hundred questions in a run. What
 * they are is told by the real ones; whether they take an option, by the length of what is asked, so
 * that both answers occur. Files whose names hold the number of a process do not count.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @param {string} program */
const script = (program) => `#!/bin/sh
length=0
for word; do case "$word" in
  -E | *--version) exec ${program} "$@" ;;
  *.tmp_*) ;;
  *) length=$((length + \${#word})) ;;
esac; done
[ $((length % 3)) -ne 0 ]
`;

/**
 * @param {string} folder
 * @returns {Promise<Record<string, string>>} the variables that make would set
 */
export async function makeToolchain(folder) {
  await mkdir(folder, { recursive: true });
  const [compiler, linker] = [path.join(folder, 'cc'), path.join(folder, 'ld')];
  await writeFile(compiler, script('gcc'));
  await writeFile(linker, script('ld'));
  for (const file of [compiler, linker]) await chmod(file, 0o755);
  return {
    CC: compiler,
    LD: linker,
    HOSTCC: compiler,
    NM: 'nm',
    OBJCOPY: 'objcopy',
    PAHOLE: 'no-pahole',
    RUSTC: 'no-rustc',
    BINDGEN: 'no-bindgen',
    CC_VERSION_TEXT: 'gcc (of the lab) 12.2.0',
    RUSTC_VERSION_TEXT: '',
    CLANG_FLAGS: '',
    CONFIG_SHELL: 'sh',
  };
}
