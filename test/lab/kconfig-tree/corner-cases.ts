/** Small Kconfig files for the corners of the language, each with configurations to try. */
export interface CornerCase {
  readonly name: string;
  readonly kconfig: string;
  readonly configs: readonly string[];
  /** The first kernel that reads it, where not all do. */
  readonly since?: string;
  /** The first one that does not. */
  readonly before?: string;
}

const MODULES = 'config MODULES\n\tbool "modules"\n\tdefault y\n';

/** As the conf of a kernel wants the symbol that allows m to be marked. */
export function kconfigText(kconfig: string, version: string): string {
  const mark = version.startsWith('5.') ? '\toption modules\n' : '\tmodules\n';
  return kconfig.replaceAll('config MODULES\n', `config MODULES\n${mark}`);
}

export const CORNER_CASES: readonly CornerCase[] = [
  {
    name: 'a value that its dependency does not allow',
    kconfig: `${MODULES}config A\n\tbool "a"\nconfig B\n\ttristate "b"\n\tdepends on A\nconfig C\n\ttristate "c"\n\tdepends on B\nconfig D\n\tbool "d"\n\tdepends on C\n`,
    configs: [
      'CONFIG_B=y\nCONFIG_C=y\nCONFIG_D=y\n',
      'CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=y\nCONFIG_D=y\n',
      'CONFIG_A=y\nCONFIG_B=y\n# CONFIG_MODULES is not set\nCONFIG_C=m\nCONFIG_D=y\n',
      'CONFIG_A=m\nCONFIG_B=y\n',
    ],
  },
  {
    name: 'select past a dependency, of m and of y',
    kconfig: `${MODULES}config A\n\tbool "a"\nconfig T\n\ttristate\n\tdepends on A\nconfig S\n\ttristate "s"\n\tselect T\n\tselect B if Q\nconfig B\n\tbool "b"\nconfig Q\n\ttristate "q"\n`,
    configs: [
      'CONFIG_S=m\n',
      'CONFIG_S=y\nCONFIG_Q=m\n# CONFIG_B is not set\n',
      'CONFIG_S=m\nCONFIG_Q=y\nCONFIG_T=y\n',
      '# CONFIG_MODULES is not set\nCONFIG_S=m\n',
    ],
  },
  {
    name: 'imply, with and without a person’s word',
    kconfig: `${MODULES}config A\n\tbool "a"\nconfig S\n\ttristate "s"\n\timply T\n\timply U\nconfig T\n\ttristate "t"\nconfig U\n\tbool "u"\n\tdepends on A\n\tdefault n\n`,
    configs: [
      'CONFIG_S=m\n',
      'CONFIG_S=y\n# CONFIG_T is not set\n',
      'CONFIG_S=y\nCONFIG_A=y\n',
      'CONFIG_S=m\nCONFIG_A=y\nCONFIG_T=y\n',
    ],
  },
  {
    name: 'defaults: the first that applies, also when it is n',
    kconfig: `${MODULES}config A\n\tbool "a"\nconfig B\n\tbool "b"\nconfig C\n\ttristate\n\tdefault n if A\n\tdefault m if B\n\tdefault y\nconfig D\n\tstring\n\tdefault "one" if A\n\tdefault "two"\nconfig E\n\tdef_bool A || B\nconfig F\n\tdef_tristate C\nconfig G\n\ttristate\n\tdefault y if C = m\n\tdefault m\n`,
    configs: ['', 'CONFIG_A=y\n', 'CONFIG_B=y\n', 'CONFIG_B=y\n# CONFIG_MODULES is not set\n'],
  },
  {
    name: 'numbers: ranges, and what lies outside of them',
    kconfig: `config A\n\tbool "a"\nconfig LOW\n\tint "low"\n\tdefault 4\nconfig N\n\tint "n"\n\trange LOW 16 if A\n\trange 1 8\n\tdefault 6\nconfig H\n\thex "h"\n\trange 0x10 0x20\n\tdefault 0x40\nconfig E\n\tint\n\tdepends on A\nconfig X\n\thex "x"\n\tdepends on A\n\tdefault 10\n`,
    configs: [
      '',
      'CONFIG_N=12\n',
      'CONFIG_A=y\nCONFIG_N=12\n',
      'CONFIG_A=y\nCONFIG_N=2\nCONFIG_H=0x18\nCONFIG_X=ff\n',
      'CONFIG_A=y\nCONFIG_LOW=10\nCONFIG_N=9\nCONFIG_H=5\n',
      'CONFIG_N=0x5\nCONFIG_H=zz\n',
    ],
  },
  {
    name: 'comparisons of numbers, letters and texts',
    kconfig: `${MODULES}config N\n\tint "n"\n\tdefault 9\nconfig H\n\thex "h"\n\tdefault 0xf\nconfig S\n\tstring "s"\n\tdefault "abc"\nconfig T\n\ttristate "t"\nconfig A\n\tdef_bool N < 10\nconfig B\n\tdef_bool N > 010\nconfig C\n\tdef_bool H >= 15\nconfig D\n\tdef_bool S = "abc"\nconfig E\n\tdef_bool S < "b"\nconfig F\n\tdef_bool T = m\nconfig G\n\tdef_bool T != n && NOT_THERE != y\nconfig I\n\tdef_bool NOT_THERE = "NOT_THERE"\nconfig J\n\tdef_bool S\nconfig K\n\tdef_bool T > n\n`,
    configs: [
      '',
      'CONFIG_N=11\nCONFIG_H=0xe\nCONFIG_S="abd"\nCONFIG_T=m\n',
      'CONFIG_N=-1\nCONFIG_H=10\nCONFIG_S=""\nCONFIG_T=y\n',
      '# CONFIG_MODULES is not set\nCONFIG_T=m\n',
    ],
  },
  {
    name: 'a choice: what is asked, what is refused, what is new',
    kconfig: `config X\n\tbool "x"\nchoice\n\tprompt "one of"\n\tdefault B\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdepends on !X\nconfig C\n\tbool "c"\nendchoice\n`,
    configs: [
      '',
      'CONFIG_C=y\n',
      'CONFIG_A=y\nCONFIG_C=y\n',
      'CONFIG_C=y\nCONFIG_A=y\n',
      'CONFIG_X=y\n',
      'CONFIG_X=y\nCONFIG_B=y\n',
      '# CONFIG_B is not set\n',
      '# CONFIG_A is not set\n# CONFIG_B is not set\n',
      '# CONFIG_A is not set\n# CONFIG_B is not set\n# CONFIG_C is not set\n',
      '# CONFIG_C is not set\n# CONFIG_B is not set\n# CONFIG_A is not set\n',
      'CONFIG_C=y\n# CONFIG_C is not set\n',
    ],
  },
  {
    name: 'a choice that depends, with conditions inside and selects of its members',
    kconfig: `config X\n\tbool "x"\nconfig Y\n\tbool "y"\nconfig S\n\tbool "s"\nchoice\n\tprompt "one of" if Y\n\tdepends on X\n\tdefault C if S\nconfig A\n\tbool "a"\n\tselect R\nif S\nconfig B\n\tbool "b" if Y\nconfig C\n\tbool "c"\nendif\nendchoice\nconfig R\n\tbool\n`,
    configs: [
      '',
      'CONFIG_X=y\n',
      'CONFIG_X=y\nCONFIG_Y=y\n',
      'CONFIG_X=y\nCONFIG_Y=y\nCONFIG_S=y\n',
      'CONFIG_X=y\nCONFIG_S=y\nCONFIG_B=y\n',
      'CONFIG_X=y\nCONFIG_Y=y\nCONFIG_B=y\nCONFIG_A=y\n',
    ],
  },
  {
    name: 'an old choice: optional, or of modules',
    before: '6.11',
    kconfig: `${MODULES}choice\n\tprompt "maybe"\n\toptional\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nendchoice\nchoice\n\ttristate "drivers"\nconfig C\n\ttristate "c"\nconfig D\n\ttristate "d"\nconfig E\n\tbool "e"\nendchoice\n`,
    configs: [
      '',
      'CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=m\nCONFIG_D=m\n',
      'CONFIG_C=y\nCONFIG_D=m\n',
      'CONFIG_C=y\n# CONFIG_D is not set\n# CONFIG_E is not set\n',
      '# CONFIG_MODULES is not set\nCONFIG_D=m\n',
      '# CONFIG_MODULES is not set\nCONFIG_D=y\nCONFIG_B=y\n',
    ],
  },
  {
    name: 'several definitions of one symbol',
    kconfig: `config A\n\tbool "a"\nconfig B\n\tbool "b"\nif A\nconfig S\n\tbool "once"\n\tdefault y\n\tselect T\nendif\nif B\nconfig S\n\tbool "twice"\n\tdefault n\nendif\nconfig T\n\tbool\nconfig S\n\tdefault y if U\nconfig U\n\tbool "u"\nconfig N\n\tint\n\tdefault 1 if A\nconfig N\n\tdefault 2\n`,
    configs: [
      '',
      'CONFIG_A=y\n',
      'CONFIG_B=y\n',
      'CONFIG_A=y\nCONFIG_B=y\n# CONFIG_S is not set\n',
    ],
  },
  {
    name: 'menus: depends, visible if, prompts with conditions',
    kconfig: `${MODULES}config X\n\ttristate "x"\nconfig Y\n\tbool "y"\nmenu "m"\n\tdepends on X\n\tvisible if Y\nconfig A\n\ttristate "a"\n\tdefault y\nconfig B\n\tbool "b" if Y\n\tdefault X\nif A\nconfig C\n\tbool "c"\n\tdefault y if m\nendif\nendmenu\ncomment "nothing"\n\tdepends on X\n`,
    configs: [
      'CONFIG_A=y\n',
      'CONFIG_X=m\n# CONFIG_A is not set\n',
      'CONFIG_X=m\nCONFIG_Y=y\nCONFIG_A=y\n# CONFIG_B is not set\n',
      'CONFIG_X=y\nCONFIG_Y=y\n# CONFIG_A is not set\nCONFIG_B=y\n',
      '# CONFIG_MODULES is not set\nCONFIG_X=y\n',
    ],
  },
  {
    name: 'variables of the macro language, without programs',
    kconfig: `comma := ,\nempty :=\nyes = y\nboth = $(1)$(comma)$(2)\nlist := a\nlist += b\nlater = $(X)\nX := n\nconfig A\n\tdef_bool $(yes)\nconfig B\n\tstring\n\tdefault "$(both,one,$(list))$(empty)"\nconfig C\n\tdef_bool "$(later)" = "n"\nconfig D\n\tbool "d"\n\tdepends on $(X) || A\nconfig E\n\tstring\n\tdefault "$(ARCH)-$(SRCARCH)"\n`,
    configs: ['', 'CONFIG_D=y\n'],
  },
  {
    name: 'dollars that a backslash makes letters',
    kconfig: String.raw`name := value
config A
	string
	default "a/\$(name)/$(name)/\$name"
config B
	string "b"
	default '\$(name)' if A = "a/\$(name)/value/\$name"
`,
    configs: ['', String.raw`CONFIG_B="$(name)"` + '\n'],
  },
  {
    name: 'help texts, continued lines, comments, constants in quotes',
    kconfig: `config A\n\tbool "a" # said\n\tdefault "y"\n\thelp\n\t  config B\n\n\t  if X\nconfig C\n\tbool "it's"\n\tdepends on A && \\\n\t\t!D\n\tdefault 'y'\nconfig D\n\tbool "\\"d\\""\n\thelp\n\n\n\t not empty\n`,
    configs: ['', 'CONFIG_D=y\n', '# CONFIG_A is not set\nCONFIG_C=y\n'],
  },
  {
    name: 'depends on with a condition',
    since: '7.0',
    kconfig: `${MODULES}config A\n\ttristate "a"\nconfig B\n\ttristate "b"\nconfig C\n\ttristate "c"\n\tdepends on A if B\nconfig D\n\ttristate "d"\n\tdepends on A if B && !C\n`,
    configs: [
      'CONFIG_C=y\nCONFIG_D=y\n',
      'CONFIG_B=m\nCONFIG_C=y\nCONFIG_D=m\n',
      'CONFIG_B=y\nCONFIG_A=m\nCONFIG_C=y\n',
      'CONFIG_B=m\nCONFIG_D=y\n',
    ],
  },
  {
    name: 'a transitional symbol hands its value on',
    since: '6.18',
    kconfig: `config OLD\n\tbool\n\ttransitional\nconfig NEW\n\tbool "new"\n\tdefault OLD\nconfig OLD_TEXT\n\tstring\n\ttransitional\nconfig NEW_TEXT\n\tstring "text"\n\tdefault OLD_TEXT\n`,
    configs: [
      '',
      'CONFIG_OLD=y\nCONFIG_OLD_TEXT="x"\n',
      'CONFIG_OLD=y\n# CONFIG_NEW is not set\n',
      'CONFIG_OLD=n\nCONFIG_NEW=y\n',
    ],
  },
];
