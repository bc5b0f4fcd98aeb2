import { ARCHITECTURES, type Architecture } from '../model/architecture';
import { SEVERITIES, type Severity } from '../model/finding';
import type { Role } from '../model/role';
import { parseVersion, type Version } from '../model/version';
import type { LintSettings } from './settings';

/** Settings as a person wrote them: anything may stand anywhere. */
export type WrittenSettings = Readonly<
  Record<
    'role' | 'kernel' | 'architecture' | 'rules' | 'tools' | 'distribution' | 'memory',
    unknown
  >
>;

const TOOLS = ['crash', 'makedumpfile', 'kexec'] as const;

/**
 * Reads settings; empty texts, `auto`, null and undefined mean "not set". What is not understood is
 * left out and named in `problems`.
 */
export function parseSettings(written: Partial<WrittenSettings>): {
  settings: LintSettings;
  problems: string[];
} {
  const problems: string[] = [];
  const read = <T>(
    name: string,
    value: unknown,
    expected: string,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    if (isNotSet(value)) return undefined;
    const parsed = typeof value === 'string' ? parse(value.trim()) : undefined;
    if (parsed === undefined) problems.push(`${name}: ${show(value)} is not ${expected}.`);
    return parsed;
  };
  const severities: Record<string, Severity | 'off'> = {};
  for (const [rule, value] of entries('rules', written.rules, problems)) {
    const severity = read(`rules.${rule}`, value, SEVERITY_NAMES, parseSeverity);
    if (severity !== undefined) severities[rule] = severity;
  }
  const tools: Record<string, Version> = {};
  for (const [tool, value] of entries('tools', written.tools, problems)) {
    const version = read(`tools.${tool}`, value, 'a version such as 8.0.6', parseVersion);
    if (!TOOLS.some((name) => name === tool)) {
      problems.push(`tools: ${tool} is none of ${TOOLS.join(', ')}.`);
    } else if (version) tools[tool] = version;
  }
  const settings: LintSettings = {
    role: read('role', written.role, 'system, capture or both', parseRole),
    kernel: read('kernelVersion', written.kernel, 'a version such as 6.12', parseVersion),
    architecture: read(
      'architecture',
      written.architecture,
      `one of ${ARCHITECTURES.join(', ')}`,
      parseArchitecture,
    ),
    severities,
    tools,
    distribution: read('distribution', written.distribution, 'a name', (name) =>
      name.toLowerCase(),
    ),
    memory: read('memory', written.memory, 'a size such as 8G', parseSize),
  };
  return { settings, problems };
}

const SEVERITY_NAMES = `one of ${[...SEVERITIES, 'off'].join(', ')}`;

export function parseSeverity(text: string): Severity | 'off' | undefined {
  return text === 'off' ? 'off' : SEVERITIES.find((severity) => severity === text);
}

export function parseRole(text: string): Role | undefined {
  return text === 'system' || text === 'capture' || text === 'both' ? text : undefined;
}

/** By our names, and by what `uname -m` and Debian say. */
export function parseArchitecture(text: string): Architecture | undefined {
  const name = text.toLowerCase();
  const known = ARCHITECTURES.find((architecture) => architecture === name);
  return known ?? OTHER_NAMES.get(name);
}

const OTHER_NAMES = new Map<string, Architecture>([
  ['amd64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['x86_32', 'i386'],
  ['i686', 'i386'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armv7l', 'arm'],
  ['riscv', 'riscv64'],
  ['ppc64le', 'ppc64'],
  ['ppc64el', 'ppc64'],
  ['powerpc', 'ppc32'],
  ['s390', 's390x'],
  ['loongarch', 'loongarch64'],
]);

const UNITS = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 } as const;

/** A size for people, in bytes: `8G`, `512 MiB`, `0.5T`. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?)(?:i?B)?$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? '').toUpperCase() as keyof typeof UNITS;
  const bytes = Number(match[1]) * UNITS[unit];
  return bytes > 0 ? bytes : undefined;
}

function isNotSet(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'auto';
}

function entries(name: string, value: unknown, problems: string[]): [string, unknown][] {
  if (isNotSet(value)) return [];
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value ?? {});
  problems.push(`${name}: ${show(value)} is not an object.`);
  return [];
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
