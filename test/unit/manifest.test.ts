import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import type { LaunchArguments } from '../../debug-adapter/protocol/launch-arguments';
import { looksLikeDump, OVERVIEW_GLOBS } from '../../extension/shared/dump-files';
import {
  COMMANDS,
  CONFIGURATION_SECTION,
  CONTEXT_KEYS,
  DEBUG_TYPE,
  KCONFIG_SETTINGS,
  LINT_SETTINGS,
  OVERVIEW_EDITOR,
  SETTINGS,
  START_ONCE_FILE,
} from '../../extension/shared/ids';

interface Manifest {
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly debuggers: readonly Debugger[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly displayName: string;
      readonly priority: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly MenuItem[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

interface Debugger {
  readonly type: string;
  readonly program: string;
  readonly configurationAttributes: {
    readonly launch: {
      readonly required: readonly string[];
      readonly properties: Readonly<Record<string, Property>>;
    };
  };
  readonly initialConfigurations: readonly Record<string, unknown>[];
  readonly configurationSnippets: readonly { readonly body: Record<string, unknown> }[];
}

interface Property {
  readonly type: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
}

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

/** What a person may write into launch.json; the extension adds the rest. */
const SETTABLE: Record<
  Exclude<
    keyof LaunchArguments,
    | 'folders'
    | 'readCrashrc'
    | 'allowShellEscapes'
    | 'indexCache'
    | 'versionData'
    | 'debuginfodUrls'
  >,
  string
> = {
  vmcore: 'string',
  vmlinux: 'string',
  acceptVmlinux: 'boolean',
  vmlinuxPaths: 'array',
  crashPath: 'string',
  crashPaths: 'array',
  crashArgs: 'array',
  sourceMap: 'object',
  listTypes: 'object',
  minimal: 'string',
  modulePaths: 'array',
  trace: 'string',
};

/** A `when` clause of VS Code’s own about our editor. */
const OF_OVERVIEW = `activeCustomEditorId == '${OVERVIEW_EDITOR}'`;

const text = readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const [debug] = contributes.debuggers;

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}

describe('the manifest', () => {
  it('knows the commands of the code', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(COMMANDS)),
    );
    for (const { command, title } of contributes.commands) {
      assert.ok(title !== '', command);
    }
  });

  it('has menus and keys only for its own commands', () => {
    const own = new Set<string>(Object.values(COMMANDS));
    const used = [...contributes.keybindings, ...Object.values(contributes.menus).flat()];
    for (const { command } of used) {
      assert.ok(own.has(command), command);
    }
  });

  it('knows the settings of the code, each described and scoped', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(
      sorted(Object.keys(properties)),
      sorted(
        [
          ...Object.values(SETTINGS),
          ...Object.values(LINT_SETTINGS),
          ...Object.values(KCONFIG_SETTINGS),
        ].map((name) => `${CONFIGURATION_SECTION}.${name}`),
      ),
    );
    const ofFiles = new Set<string>(Object.values(LINT_SETTINGS));
    ofFiles.delete(LINT_SETTINGS.versionData);
    for (const [name, property] of Object.entries(properties)) {
      assert.ok((property.markdownDescription ?? property.description ?? '') !== '', name);
      // A workspace must not choose programs: these belong to the machine or the person.
      const scope = ofFiles.has(name.slice(CONFIGURATION_SECTION.length + 1))
        ? /^resource$/
        : /^(machine|machine-overridable|application)$/;
      assert.match(property.scope ?? 'window', scope, name);
    }
  });

  it('restricts what names programs and files in an untrusted workspace', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(
      sorted(restrictedConfigurations),
      sorted(
        [
          SETTINGS.crashPath,
          SETTINGS.crashPaths,
          SETTINGS.vmlinuxPaths,
          SETTINGS.modulePaths,
          SETTINGS.sourceMap,
          LINT_SETTINGS.versionData,
          KCONFIG_SETTINGS.tree,
        ].map((name) => `${CONFIGURATION_SECTION}.${name}`),
      ),
    );
  });

  it('uses only context keys that the code sets', () => {
    const known = new Set<string>(Object.values(CONTEXT_KEYS));
    const used = [...contributes.keybindings, ...Object.values(contributes.menus).flat()].flatMap(
      ({ when }) => when?.replaceAll(OF_OVERVIEW, '').match(/kernelCrash\.\w+/g) ?? [],
    );
    assert.deepEqual(
      used.filter((key) => !known.has(key)),
      [],
    );
    assert.deepEqual(sorted(new Set(used)), sorted(known));
  });

  it('has one debugger, of the type of the code', () => {
    assert.equal(contributes.debuggers.length, 1);
    assert.equal(debug?.type, DEBUG_TYPE);
    assert.equal(debug?.program, './dist/debug-adapter.js');
    assert.equal(manifest.main, './dist/extension.js');
  });

  it('has one editor, for the names of the code', () => {
    assert.deepEqual(contributes.customEditors, [
      {
        viewType: OVERVIEW_EDITOR,
        displayName: 'Kernel Dump Overview',
        priority: 'default',
        selector: OVERVIEW_GLOBS.map((filenamePattern) => ({ filenamePattern })),
      },
    ]);
  });

  it('offers exactly the launch attributes that the adapter reads, each described', () => {
    const launch = debug?.configurationAttributes.launch;
    const properties = launch?.properties ?? {};
    const types = Object.entries(properties).map(([name, { type }]) => [name, type]);
    assert.deepEqual(Object.fromEntries(types), SETTABLE);
    assert.deepEqual(launch?.required, ['vmcore']);
    for (const [name, property] of Object.entries(properties)) {
      assert.match(property.markdownDescription ?? '', /\w.*\.$/s, name);
    }
  });

  it('gives configurations that use only those attributes', () => {
    const own = new Set(['type', 'request', 'name', ...Object.keys(SETTABLE)]);
    const configurations = [
      ...(debug?.initialConfigurations ?? []),
      ...(debug?.configurationSnippets ?? []).map(({ body }) => body),
    ];
    assert.ok(configurations.length >= 2);
    for (const configuration of configurations) {
      assert.deepEqual(
        Object.keys(configuration).filter((name) => !own.has(name)),
        [],
      );
      assert.equal(configuration['type'], DEBUG_TYPE);
      assert.equal(configuration['request'], 'launch');
    }
  });

  it('needs no proposed API and draws no values of other debuggers', () => {
    assert.ok(!text.includes('enabledApiProposals'));
    assert.ok(!text.includes('debugVisualizers'));
  });

  it('wakes for its own debug type, for dumps, and late for configurations of any language', () => {
    for (const event of manifest.activationEvents) {
      assert.match(
        event,
        new RegExp(
          `^(onStartupFinished|onDebug\\w+:${DEBUG_TYPE}|workspaceContains:[^*].*|workspaceContains:\\*\\.\\w+)$`,
        ),
        event,
      );
    }
    assert.ok(manifest.activationEvents.includes(`onDebugResolve:${DEBUG_TYPE}`));
    assert.ok(manifest.activationEvents.includes(`workspaceContains:${START_ONCE_FILE}`));
  });

  it('runs where the dump is', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('promises no older VS Code than its types are of', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });
});

describe('files that look like dumps', () => {
  /** The `when` of the menus says the same as the code. */
  const patterns = [...contributes.keybindings, ...Object.values(contributes.menus).flat()].flatMap(
    ({ when }) => /resourceFilename =~ \/((?:[^/\\]|\\.)+)\//.exec(when ?? '')?.[1] ?? [],
  );

  it('are described alike in all menus', () => {
    assert.equal(new Set(patterns).size, 1);
  });

  const cases: readonly [string, boolean][] = [
    ['vmcore', true],
    ['vmcore.1', true],
    ['vmcore-incomplete', true],
    ['127.0.0.1.vmcore', true],
    ['x.kdump', true],
    ['dump.202611230258', true],
    ['dump.txt', false],
    ['my-vmcore', false],
    ['vmcore-dmesg.txt', false],
    ['vmcore.xz', false],
    ['vmlinux', false],
    ['notes.md', false],
  ];
  for (const [name, isDump] of cases) {
    it(name, () => {
      assert.equal(looksLikeDump(`/var/crash/a/${name}`), isDump);
      assert.equal(new RegExp(patterns[0] ?? '').test(name), isDump);
    });
  }
});

describe('files that open as the overview of a dump', () => {
  const opens = (name: string) => OVERVIEW_GLOBS.some((glob) => picomatch.isMatch(name, glob));

  it('look like dumps', () => {
    const names = [
      ...['vmcore', 'vmcore-incomplete', 'vmcore.flat', 'vmcore.0', 'vmcore.12', 'vmcore.123'],
      ...['127.0.0.1.vmcore', 'x.kdump', 'dump.202611230258'],
    ];
    for (const name of names) assert.ok(opens(name) && looksLikeDump(name), name);
  });

  it('are no texts and no dumps of other things', () => {
    const names = [
      ...['vmcore-dmesg.txt', 'vmcore-dmesg-incomplete.txt', 'vmcore.1.txt', 'vmcore.xz'],
      ...['dmesg.202611230258', 'dump.1.sql', 'dump.20261123', 'dump.rdb', 'vmlinux', 'core'],
      // The log of a dump, as a document of ours.
      ...['log of vmcore.dmesg', 'log of x.vmcore.dmesg'],
    ];
    for (const name of names) assert.ok(!opens(name), name);
  });
});
