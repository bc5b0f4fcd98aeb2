import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { KernelModule } from '../../model/module';
import { displayText } from '../../protocol/display-text';
import type { ModuleDetails } from '../../reader/module-details';
import type { ModuleState } from '../../reader/module-symbols';
import type { OpenedDump } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';

/** What our modules have besides what every debugger's have. */
export const MODULE_COLUMNS: P.ColumnDescriptor[] = [
  { attributeName: 'size', label: 'Size', type: 'number' },
  { attributeName: 'state', label: 'State', type: 'string' },
  { attributeName: 'taints', label: 'Taints', type: 'string' },
  { attributeName: 'buildId', label: 'Build ID', type: 'string' },
];

/** The kernel's modules, as `mod` lists them and `struct module` knows them. */
export const modules: Handler<'modules', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const all = await dump.reader.kernelModules(signal);
  const details =
    (await dump.whole?.moduleDetails(dump.memory, signal)) ?? new Map<string, ModuleDetails>();
  const first = Math.max(0, args.startModule ?? 0);
  const count =
    args.moduleCount === undefined || args.moduleCount <= 0 ? Infinity : args.moduleCount;
  const presented = [
    ...all.map(
      (module) => () =>
        presentModule(module, details.get(module.name), dump.reader.moduleState(module.name)),
    ),
    ...(dump.namedModules ?? []).map((module) => () => presentNamed(module)),
  ];
  return {
    modules: presented.slice(first, first + count).map((present) => present()),
    totalModules: presented.length,
  };
};

/** A module of which only the kernel log tells. */
function presentNamed({
  name,
  flags,
}: NonNullable<OpenedDump['namedModules']>[number]): P.Module & Record<string, unknown> {
  return {
    id: name,
    name: displayText(name),
    ...(flags === undefined ? {} : { taints: flags }),
    symbolStatus:
      'Named in the kernel log. Where it lies and how large it is are not known without a whole crash.',
  };
}

export function presentModule(
  { name, base, size }: KernelModule,
  details: ModuleDetails | undefined,
  symbols: ModuleState | undefined,
): P.Module & Record<string, unknown> {
  const { version, ...columns } = details ?? {};
  return {
    id: name,
    name: displayText(name),
    addressRange: `0x${base.toString(16)}-0x${(base + BigInt(size)).toString(16)}`,
    size,
    ...columns,
    ...(version === undefined ? {} : { version: displayText(version) }),
    symbolStatus: symbols?.loaded
      ? 'Debug info loaded.'
      : (symbols?.why ?? 'Loaded when a stack needs it.'),
    ...(symbols?.loaded ? { symbolFilePath: symbols.origin } : {}),
  };
}
