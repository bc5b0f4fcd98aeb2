import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { LANGUAGES } from '../../../extension/shared/ids';
import { contributedLanguages, readFromRoot } from './tokenise';

const SYNTAXES = fileURLToPath(new URL('../../../syntaxes/', import.meta.url));

/** Scopes that themes have colours for (`token` of logs), and those that only structure. */
const STANDARD =
  /^(?:comment|constant|entity|invalid|keyword|markup|meta|punctuation|storage|string|support|token|variable)\./;

const { languages, grammars } = contributedLanguages();

describe('the languages of the manifest', () => {
  it('are those of the code, each with a grammar', () => {
    const ids = languages.map(({ id }) => id);
    assert.deepEqual(new Set(ids), new Set(Object.values(LANGUAGES)));
    assert.deepEqual(
      grammars.map(({ language }) => language),
      ids,
    );
  });

  it('name files that are there, and all of them', () => {
    const named = [
      ...languages.map(({ configuration }) => configuration),
      ...grammars.map(({ path }) => path),
    ];
    for (const file of named)
      assert.match(file, /^\.\/syntaxes\/[a-z.-]+\.json$|tmLanguage\.json$/);
    assert.deepEqual(
      new Set(named.map((file) => file.replace('./syntaxes/', ''))),
      new Set(readdirSync(SYNTAXES)),
    );
    for (const file of named) assert.ok(existsSync(new URL(file, `file://${SYNTAXES}../`)), file);
  });

  it('have configurations with expressions that compile', () => {
    for (const { configuration } of languages) {
      const settings: unknown = JSON.parse(readFromRoot(configuration));
      for (const [key, value] of leaves(settings)) {
        if (/pattern$|^start$|^end$|beforeText/i.test(key)) new RegExp(value);
      }
    }
  });
});

describe('the grammars of the manifest', () => {
  for (const { language, scopeName, path } of grammars) {
    const grammar = JSON.parse(readFromRoot(path)) as { scopeName: string };

    it(`of ${language} has its scope, and standard names`, () => {
      assert.equal(scopeName, `source.${language}`);
      assert.equal(grammar.scopeName, scopeName);
      const names = leaves(grammar)
        .filter(([key]) => key === 'name' || key === 'contentName')
        .flatMap(([, value]) => value.split(' '))
        .filter((name) => /^[a-z]/.test(name));
      for (const name of names) {
        assert.match(name, STANDARD);
        assert.ok(name.endsWith(`.${language}`), name);
      }
    });

    it(`of ${language} includes what there is`, () => {
      for (const [, include] of leaves(grammar).filter(([key]) => key === 'include')) {
        const [scope = '', rule] = include.split('#');
        const file = grammars.find((other) => other.scopeName === (scope || scopeName))?.path;
        assert.ok(file !== undefined && rule !== undefined, include);
        const target = JSON.parse(readFromRoot(file)) as { repository: Record<string, unknown> };
        assert.ok(rule in target.repository, include);
      }
    });
  }
});

describe('the associations of the manifest', () => {
  it('take what only these languages have', () => {
    const expected: Readonly<Record<string, string>> = {
      '.config': LANGUAGES.linuxConfig,
      '.config.old': LANGUAGES.linuxConfig,
      defconfig: LANGUAGES.linuxConfig,
      multi_v7_defconfig: LANGUAGES.linuxConfig,
      Kconfig: LANGUAGES.kconfig,
      'Kconfig.debug': LANGUAGES.kconfig,
      'Kconfig.defconfig': LANGUAGES.kconfig,
      'Config.in': LANGUAGES.kconfig,
      'Config.in.x86': LANGUAGES.kconfig,
      'vmcore-dmesg.txt': LANGUAGES.kernelLog,
      'vmcore-dmesg-incomplete.txt': LANGUAGES.kernelLog,
      'dmesg.202611230258': LANGUAGES.kernelLog,
      'log of vmcore.dmesg': LANGUAGES.kernelLog,
    };
    for (const [name, id] of Object.entries(expected)) assert.equal(associated(name), id, name);
  });

  it('leave alone what others have, or what only the content tells', () => {
    const others = [
      ...['app.config', 'web.config', 'kdump.config', 'config-6.1.0-50-amd64', 'config'],
      ...['kconfig.h', 'kconfig.py', 'kconfig.rst', 'kconfiglib.py', 'Kconfig.md'],
      ...['config.h.in', 'xml2-config.in', 'config.ini', 'linux.fragment'],
      ...['dmesg.1', 'dmesg.txt', 'kern.log', 'vmcore-dmesg', 'dmesg.c'],
    ];
    for (const name of others) assert.equal(associated(name), undefined, name);
  });

  it('yield: no whole name, which would beat every pattern of others', () => {
    for (const { id, filenames } of languages) assert.equal(filenames, undefined, id);
  });

  it('know the first line of files without a telling name', () => {
    const expected: Readonly<Record<string, string | undefined>> = {
      'CONFIG_KEXEC=y': LANGUAGES.linuxConfig,
      '# CONFIG_LOCALVERSION_AUTO is not set': LANGUAGES.linuxConfig,
      'BR2_aarch64=y': LANGUAGES.buildrootConfig,
      '[    0.000000] Linux version 6.1.176-tiny (lab@lab) #1 SMP': LANGUAGES.kernelLog,
      '<5>[    0.000000] [      T0] Linux version 6.1.176': LANGUAGES.kernelLog,
      '[    0.000000] Booting Linux on physical CPU 0x0': LANGUAGES.kernelLog,
      '[    0.000000] something else': undefined,
      'CONFIG_DIR=/etc/foo': undefined,
      '# BR2_X and more': undefined,
      '#': undefined,
    };
    for (const [line, id] of Object.entries(expected)) {
      const found = languages.filter(
        ({ firstLine }) => firstLine !== undefined && new RegExp(firstLine).test(line),
      );
      assert.deepEqual(
        found.map((language) => language.id),
        id === undefined ? [] : [id],
        line,
      );
    }
  });
});

/**
 * The language that VS Code gives a file, were ours the only ones: a pattern wins over an
 * extension, the longest of each; names are compared in lower case.
 */
function associated(name: string): string | undefined {
  const lower = name.toLowerCase();
  const longest = (matches: { id: string; text: string }[]): string | undefined =>
    matches.sort((a, b) => b.text.length - a.text.length)[0]?.id;
  const patterns = languages.flatMap(({ id, filenamePatterns = [] }) =>
    filenamePatterns
      .filter((text) => picomatch.isMatch(lower, text.toLowerCase(), { dot: true }))
      .map((text) => ({ id, text })),
  );
  const extensions = languages.flatMap(({ id, extensions: own = [] }) =>
    own.filter((text) => lower.endsWith(text.toLowerCase())).map((text) => ({ id, text })),
  );
  return longest(patterns) ?? longest(extensions);
}

/** Every text in a JSON value, with the key that it stands under. */
function leaves(value: unknown, key = ''): [key: string, value: string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, child]) =>
    leaves(child, Array.isArray(value) ? key : inner),
  );
}
