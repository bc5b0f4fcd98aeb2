import { parseStartWarnings } from '../../commands/start-warnings';
import type { DumpIdentity } from '../../dumpfile/dump-identity';
import type { Standing } from '../../protocol/rung';
import { symbolizerAvailable } from '../../vmlinux/symbolizer';
import { CodeReader } from '../code/code-reader';
import { Completions } from '../completion/completions';
import { CrashTerminal } from '../crash-terminal';
import { DumpReader } from '../dump-reader';
import { Expressions } from '../expressions/expressions';
import { LineLookup } from '../line-lookup';
import { losingTasks } from '../loses-tasks';
import { CrashSource } from '../memory/crash-source';
import { DumpFileSource } from '../memory/dump-file-source';
import { MemoryReader } from '../memory/memory-reader';
import { ModuleSymbols } from '../module-symbols';
import type { OpenedDump } from '../opened-dump';
import { FrameScopes } from '../values/frame-scopes';
import { Kernel } from '../values/kernel';
import { valueRules } from '../values/rules/registry';
import { Values } from '../values/values';
import { engineOf } from './engine-of';
import { instructionStep, moduleFinderOf, shellOf, sourceFinderOf, type Ground } from './ground';
import type { CrashCall, StartedCrash } from './start-crash';

/**
 * A dump with all commands of crash. Everything is closed when it does not answer.
 * @throws CrashDiedError when crash ends over the first questions
 */
export async function openWhole(
  ground: Ground,
  standing: Standing,
  call: CrashCall,
  started: StartedCrash,
): Promise<OpenedDump> {
  const { crash, directory, openSymbolizer } = started;
  const { identity, options } = ground;
  const { vmlinux } = call;
  const modules = new ModuleSymbols(
    directory,
    moduleFinderOf(ground, directory.path),
    identity.release,
  );
  const lines = new LineLookup(vmlinux, modules, {
    openSymbolizer,
    available: symbolizerAvailable,
  });
  const cpus = identity.registers.map(({ registers }) => registers);
  const { withoutStackStart } = parseStartWarnings(crash.startOutput);
  const engine = engineOf(call, crash);
  const dumpFile = new DumpFileSource(identity.path);
  const memory = new MemoryReader([dumpFile, new CrashSource(crash, directory)]);
  const known = { cpus, withoutStackStart };
  const losesTasks = losingTasks(engine.version, engine.warnings, memory);
  const reader = new DumpReader(crash, modules, lines, known, losesTasks);
  const code = new CodeReader(crash, modules, lines, memory, instructionStep(identity));
  const terminal = new CrashTerminal({
    crashPath: engine.path,
    vmlinux,
    vmcore: identity.path,
    crashArgs: [...ground.launch.crashArgs, ...call.args],
    readCrashrc: ground.launch.readCrashrc,
  });
  const close = async (): Promise<void> => {
    reader.close();
    await terminal.close();
    await dumpFile.close();
    await started.close();
    ground.trace.close();
  };
  const closeNow = (): void => {
    reader.close();
    crash.killNow();
    started.index?.stop();
    terminal.closeNow();
    directory.removeNow();
  };
  const endNow = (): void => void crash.close();
  try {
    options.signal.addEventListener('abort', endNow, { once: true });
    options.onProgress('reading the panic');
    const facts = await reader.facts(options.signal);
    const sources = sourceFinderOf(ground, vmlinux, facts.summary);
    const { release, machine } = facts.summary;
    const kernel = new Kernel(
      crash,
      memory,
      identity.release ?? release,
      machine,
      identity.dumpLevel,
    );
    const lists = new Map(Object.entries(ground.launch.listTypes));
    const frames = new FrameScopes(reader, facts.oops, addressBits(identity));
    const values = new Values(crash, reader, kernel, frames, valueRules(lists));
    const expressions = new Expressions(values, reader, code, memory, facts.summary.cpus);
    const completions = new Completions(crash, reader, code);
    const looks = { code, values, expressions, completions, terminal };
    const parts = { whole: reader, console: reader, ...looks };
    const answers = { reader, memory, sources, facts, ...parts, ...shellOf(ground) };
    void started.index?.makeForNextTime().catch(() => undefined);
    return { identity, vmlinux, standing, engine, ...answers, close, closeNow };
  } catch (error) {
    reader.close();
    await dumpFile.close();
    await started.close();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', endNow);
  }
}

/** arm64: the bits of an address that count; as the kernel set them up, else as it was built. */
function addressBits({ machine, vmcoreinfo }: DumpIdentity): number | undefined {
  if (machine !== 'aarch64') {
    return undefined;
  }
  const size = Number(vmcoreinfo?.entries.get('NUMBER(TCR_EL1_T1SZ)') ?? NaN);
  const built = Number(vmcoreinfo?.entries.get('NUMBER(VA_BITS)') ?? NaN);
  const bits = size >= 12 && size <= 48 ? 64 - size : built;
  return bits >= 16 && bits <= 52 ? bits : undefined;
}
