import type { ConfigFile } from '../config/config-file';
import type { Architecture } from '../model/architecture';
import type { Role } from '../model/role';
import { parseVersion, type Version } from '../model/version';
import { architectureInContent, architectureInPath, architectureNamed } from './architecture-of';
import type { Context, FileKind, Known } from './context';
import type { Directives } from './directives';
import { findHeader, type Header } from './header';
import { isCaptureName, roleInContent } from './infer-role';
import { kernelInContent, kernelInPath } from './kernel-of';
import { knownTools } from './known-tools';
import type { LintRequest } from './settings';

/** What is known of a file before its context is. */
interface Evidence {
  readonly kind: FileKind;
  readonly request: LintRequest;
  /** With forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly directives: Directives;
  readonly config: ConfigFile | undefined;
  readonly header: Header | undefined;
}

/**
 * Gathers what is known of a file. Each fact comes from the first that knows it: the person's
 * setting, a comment in the file, its header, the files around it, its path, its content.
 * @param text of a file that is no configuration, for what it says of its kernel
 */
export function deriveContext(
  kind: FileKind,
  request: LintRequest,
  directives: Directives,
  config: ConfigFile | undefined,
  text = config?.text ?? '',
): Context {
  const { settings, surroundings } = request;
  const path = request.fileName.replaceAll('\\', '/');
  const header = config && findHeader(config.text);
  const evidence = { kind, request, path, text, directives, config, header };
  const kernel = kernelOf(evidence);
  return {
    kind,
    role: roleOf(evidence, kernel?.value),
    kernel,
    architecture: architectureOf(evidence),
    tools: knownTools(settings.tools, surroundings?.tools),
    distribution: settings.distribution,
    memory: settings.memory,
    referenced: surroundings?.referenced ?? new Map<string, string>(),
  };
}

const SETTING = 'a setting';

function roleOf(evidence: Evidence, kernel: Version | undefined): Known<Role> {
  const { kind, request, path, directives, config } = evidence;
  return (
    declared(request.settings.role, SETTING) ??
    declared(asRole(directives.role), comment(directives, 'role')) ??
    declared(isCaptureName(path) ? 'capture' : undefined, 'its file name') ??
    inferred(config && roleInContent(kind, config, kernel), 'its content') ?? {
      value: 'system',
      source: 'the default',
      declared: false,
    }
  );
}

function kernelOf(evidence: Evidence): Known<Version> | undefined {
  const { kind, request, path, text, directives, config, header } = evidence;
  const written = header?.project === 'linux' ? header.version : undefined;
  return (
    declared(request.settings.kernel, SETTING) ??
    declared(version(directives.kernel), comment(directives, 'kernel')) ??
    inferred(version(written), 'its header') ??
    request.surroundings?.kernel ??
    (kind === 'linux-config' || kind === 'grub' || kind === 'device-tree'
      ? inferred(kernelInPath(path), 'its path')
      : undefined) ??
    inferred(kernelInContent(kind, text, config), 'its content')
  );
}

function architectureOf(evidence: Evidence): Known<Architecture> | undefined {
  const { kind, request, path, directives, config, header } = evidence;
  const written = directives.architecture;
  return (
    declared(request.settings.architecture, SETTING) ??
    declared(
      written === undefined ? undefined : architectureNamed(written, config),
      comment(directives, 'architecture'),
    ) ??
    inferred(
      header?.architecture === undefined
        ? undefined
        : architectureNamed(header.architecture, config),
      'its header',
    ) ??
    request.surroundings?.architecture ??
    inferred(architectureInPath(path, config), 'its path') ??
    inferred(config && architectureInContent(kind, config), 'its content')
  );
}

function declared<T>(value: T | undefined, source: string): Known<T> | undefined {
  return value === undefined ? undefined : { value, source, declared: true };
}

function inferred<T>(value: T | undefined, source: string): Known<T> | undefined {
  return value === undefined ? undefined : { value, source, declared: false };
}

function comment({ lines }: Directives, fact: keyof Directives['lines']): string {
  return `a comment in line ${lines[fact] ?? 1}`;
}

function asRole(text: string | undefined): Role | undefined {
  return text === 'system' || text === 'capture' || text === 'both' ? text : undefined;
}

function version(text: string | undefined): Version | undefined {
  return text === undefined ? undefined : parseVersion(text);
}
