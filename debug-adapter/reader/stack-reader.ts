import { parseBacktrace, type Backtrace } from '../commands/bt';
import { parseInfoLine } from '../commands/info-line';
import { parseRd } from '../commands/rd';
import { explainNotes } from '../failures/notes';
import { isStackStartWarning } from '../commands/start-warnings';
import { parseSym } from '../commands/sym';
import type { RunCommand } from '../crash/crash-process';
import { parseStackListFrames, stackListFramesCommand, type MiFrame } from '../mi/stack';
import { parseThreadInfo, threadInfoCommand } from '../mi/thread';
import type { Frame, Stack } from '../model/frame';
import { exceptionName } from './exception-name';
import { focusOf, markHandlers } from './focus';
import { callFrames, type Symbolized } from './frame-lines';
import type { LineLookup } from './line-lookup';
import { withLostExceptions } from './lost-exceptions';
import { withArm64Frames, type CpuRegisterValues } from './arm64-frames';
import type { ModuleSymbols } from './module-symbols';
import { SavedRegisters } from './saved-registers';
import {
  machineConventions,
  mergeStack,
  type MergedFrame,
  type PhysicalFrame,
} from './stack-merge';

/** What is known of stacks before crash is asked for any. */
export interface KnownOfStacks {
  /** What each CPU saved when it was stopped, from the dump's notes. */
  readonly cpus: readonly CpuRegisterValues[];
  /** Tasks of which crash does not know where their stacks begin. */
  readonly withoutStackStart: ReadonlySet<bigint>;
}

/** Makes one stack out of what crash's `bt`, gdb and the debug info files say of a task. */
export class StackReader {
  /** As crash names it (`x86_64`, `aarch64`): decides how return addresses are read. */
  machine: string | undefined;
  private unwinds: boolean | undefined;

  constructor(
    private readonly modules: ModuleSymbols,
    private readonly lines: LineLookup,
    private readonly known: KnownOfStacks,
  ) {}

  /** Whether gdb unwinds stacks in this crash (8.0.6 and later do); undefined before the first. */
  get gdbUnwinds(): boolean | undefined {
    return this.unwinds;
  }

  /** Reads the stack of the task that crash stands on. */
  async read(run: RunCommand): Promise<Stack> {
    await this.lines.prepare(run);
    if (this.machine === 'x86_64') {
      // bt remembers frame sizes that it guessed, and shows left-over addresses on later stacks.
      await run('bt -D clear');
    }
    const backtrace = await this.corrected(parseBacktrace((await run('bt -s')).text), run);
    const exceptionModules = await this.exceptionModules(backtrace, run);
    for (const module of new Set([...modulesOf(backtrace), ...exceptionModules.values()])) {
      await this.modules.ensure(module, run);
    }
    const conventions = machineConventions(this.machine);
    const moduleAt = (pc: bigint): string | undefined => exceptionModules.get(pc);
    // The symbolizer works on what bt knows while gdb unwinds.
    for (const frame of mergeStack(backtrace, [], conventions, moduleAt)) {
      if (frame.kind === 'physical') {
        void this.lines.lookup(frame);
      }
    }
    // For a task without a stack, crash 8.0.6 gives gdb's frames of the task before.
    const gdbStacks = backtrace.entries.length === 0 ? [] : await this.gdbStacks(run);
    const merged = mergeStack(backtrace, gdbStacks, conventions, moduleAt);
    const frames: Frame[] = [];
    const saved = new SavedRegisters();
    for (const [index, entry] of merged.entries()) {
      if (entry.kind === 'mark') {
        const label = labelText(entry.text, merged[index - 1]);
        saved.mark(entry, label, frames);
        pushLabel(frames, label, entry.badJump);
      } else if (await isReal(entry, run)) {
        const frame = await this.withModule(entry, run);
        const calls = await callFrames(frame, (asked) => this.symbolize(asked, run));
        frames.push(...saved.calls(calls, frame));
      }
    }
    if (frames.length === 0 && (backtrace.noStack || backtrace.active)) {
      frames.push({ kind: 'label', text: emptyStackText(backtrace) });
    }
    const complaints = backtrace.messages.filter((message) => !isStackStartWarning(message));
    for (const message of complaints) {
      frames.push({ kind: 'label', text: `crash: ${message}` });
    }
    for (const { text } of explainNotes(complaints.join('\n'))) {
      frames.push({ kind: 'label', text });
    }
    const isUnreliable = this.known.withoutStackStart.has(backtrace.task?.address ?? 0n);
    if (isUnreliable || complaints.length < backtrace.messages.length) {
      frames.push({ kind: 'label', text: NO_STACK_START });
    }
    if (frames.length === 0) {
      frames.push({ kind: 'label', text: 'crash shows no stack of this task' });
    }
    const focus = focusOf(frames);
    return { frames: markHandlers(frames, focus), focus };
  }

  /** What `bt` of this machine is known to lose or mistake. */
  private async corrected(shown: Backtrace, run: RunCommand): Promise<Backtrace> {
    switch (this.machine) {
      case 'x86_64':
        return withLostExceptions(shown, run);
      case 'aarch64':
        return withArm64Frames(shown, this.known.cpus, run);
      default:
        return shown;
    }
  }

  /** A frame that only gdb has names no module, and gdb before crash 9 may misname it there. */
  private async withModule(frame: PhysicalFrame, run: RunCommand): Promise<PhysicalFrame> {
    const module = frame.realIfBetween ? await this.modules.at(frame.pc, run) : undefined;
    if (module === undefined) {
      return frame;
    }
    const symbol = parseSym((await run(`sym ${frame.pc.toString(16)}`)).text);
    return { ...frame, module, ...(symbol ? { symbol } : {}) };
  }

  private async symbolize(frame: PhysicalFrame, run: RunCommand): Promise<Symbolized> {
    const answer = await this.lines.lookup(frame);
    return 'missing' in answer && frame.lineIsAfterCall && frame.functions !== undefined
      ? { ...answer, gdbLineHolds: await gdbLineHolds(frame, run) }
      : answer;
  }

  /** Neither exceptions nor callers that were in a register name their module in `bt`. */
  private async exceptionModules(
    backtrace: Backtrace,
    run: RunCommand,
  ): Promise<Map<bigint, string>> {
    const modules = new Map<bigint, string>();
    for (const entry of backtrace.entries) {
      const isNameless = entry.kind === 'exception' || (entry.kind === 'frame' && entry.inRegister);
      if (isNameless && entry.pc !== undefined) {
        const module = await this.modules.at(entry.pc, run);
        if (module !== undefined) {
          modules.set(entry.pc, module);
        }
      }
    }
    return modules;
  }

  /** The stacks that gdb sees of the current task: one, or with crash 9.0.1 one for each it is on. */
  private async gdbStacks(run: RunCommand): Promise<MiFrame[][]> {
    if (this.unwinds === false) {
      return [];
    }
    const threads = parseThreadInfo((await run(threadInfoCommand())).bytes);
    if (!threads.ok) {
      return [];
    }
    const stacks: MiFrame[][] = [];
    for (const { id } of threads.value.threads.slice(0, 16)) {
      const frames = parseStackListFrames((await run(stackListFramesCommand(id))).bytes);
      stacks.push(frames.ok ? frames.value : []);
    }
    if (this.unwinds === undefined) {
      // Before 8.0.6 gdb knows CPUs, not tasks, and no registers of theirs.
      this.unwinds = !threads.value.threads.every(({ targetId }) => targetId.startsWith('CPU '));
    }
    return this.unwinds ? stacks : [];
  }
}

/** At the end, so that the eye falls on what frames there are. */
const NO_STACK_START =
  'crash does not know where this stack begins (its CPU saved no registers): frames may be missing or left over';

/** Longest distance between two frames that is searched for a third, in 8-byte words. */
const MOST_WORDS = 2048n;

/** Whether a frame that only gdb has stands on the stack, and is no tail call. */
async function isReal(frame: PhysicalFrame, run: RunCommand): Promise<boolean> {
  if (!frame.realIfBetween) {
    return true;
  }
  const { from, to } = frame.realIfBetween;
  const words = (to - from) / 8n;
  if (from === 0n || words <= 1n || words > MOST_WORDS) {
    return false;
  }
  const answer = await run(`rd -64 ${from.toString(16)} ${words.toString()}`);
  return parseRd(answer.text).slice(1).includes(frame.pc);
}

function modulesOf(backtrace: Backtrace): string[] {
  return backtrace.entries.flatMap((entry) =>
    entry.kind === 'frame' && entry.module !== undefined ? [entry.module] : [],
  );
}

/** Whether the call and the instruction after it are in one row of the line table. */
async function gdbLineHolds(frame: PhysicalFrame, run: RunCommand): Promise<boolean> {
  const row = parseInfoLine((await run(`gdb info line *0x${frame.lookup.toString(16)}`)).text);
  return row !== undefined && frame.pc < row.end;
}

/** Marks that follow one another become one label. */
function pushLabel(frames: Frame[], text: string, badJump = false): void {
  const last = frames.at(-1);
  const before = last?.kind === 'label' ? last : undefined;
  if (before) {
    frames.pop();
  }
  frames.push({
    kind: 'label',
    text: before ? `${before.text} · ${text}` : text,
    ...((before?.badJump ?? badJump) ? { badJump: true } : {}),
  });
}

function labelText(text: string, above: MergedFrame | undefined): string {
  if (text !== 'exception') {
    return text;
  }
  const entry = above?.kind === 'physical' ? above.symbol?.name : undefined;
  const name = entry === undefined ? undefined : exceptionName(entry);
  return name === undefined ? text : name;
}

function emptyStackText(backtrace: Backtrace): string {
  return backtrace.noStack
    ? 'no stack: the task has exited and its stack is gone'
    : 'no stack: it was running on a CPU, and its registers were not saved';
}
