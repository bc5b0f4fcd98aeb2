/** Lines that Kconfig refuses, what is underlined of each, and what is said. */
export const BROKEN: readonly [line: string, under: string, message: RegExp][] = [
  ['\tdepends on FOO &&', 'depends', /symbol is wanted/],
  ['\tdepends FOO', 'FOO', /"on" is wanted/],
  ['\tdepends on (FOO || BAR', 'depends', /closing parenthesis/],
  ['\tdepends on FOO BAR', 'BAR', /Nothing is expected/],
  ['\tselect', 'select', /symbol is wanted/],
  ['\tdefault', 'default', /symbol is wanted/],
  ['\tbool "Foo', '"Foo', /closing quote/],
  ['\tdefalt y', 'defalt', /no statement "defalt"/],
  ['\trange 1', 'range', /symbol is wanted/],
  ['\tvisible FOO', 'FOO', /Nothing is expected/],
  ['endif', 'endif', /no if that this endif/],
  ['if FOO', 'if', /endif of this if is missing/],
  ['menu', 'menu', /wanted/],
  ['config', 'config', /wanted/],
];

/** A file with such a line in an entry between two others. */
export function brokenText(line: string): string {
  return `config A\n\tbool\n\nconfig B\n\tbool "b"\n${line}\n\nconfig C\n\tbool\n\thelp\n\t  text\n`;
}
