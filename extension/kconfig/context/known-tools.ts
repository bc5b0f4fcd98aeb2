import type { ToolVersions } from './context';

/** The tools' versions, each from the first that knows it. */
export function knownTools(...sources: readonly (ToolVersions | undefined)[]): ToolVersions {
  const known = (tool: keyof ToolVersions) =>
    sources.map((source) => source?.[tool]).find((version) => version !== undefined);
  return { crash: known('crash'), makedumpfile: known('makedumpfile'), kexec: known('kexec') };
}
