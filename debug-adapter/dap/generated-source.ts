import type { CallFrame } from '../model/frame';
import { partOf, type OpenedDump } from '../reader/opened-dump';
import type { Instruction } from '../model/instruction';
import { displayText } from '../protocol/display-text';
import { instructionBytes, symbolName } from './instruction-text';

/**
 * What a person sees where the source file of a frame is not on this machine: what is missing and
 * what to do, and the function's disassembly. The text is laid out so that the frame's own line
 * number leads to the middle of it: stack, editor and debug info show the same number.
 */
export async function generatedText(
  dump: OpenedDump,
  frame: CallFrame,
  signal: AbortSignal,
): Promise<string> {
  const head = await headLines(dump, frame);
  const code = await disassemblyLines(dump, frame, signal);
  const line = frame.source?.line ?? 1;
  // The line itself comes after the head; there is room above it in all but the shortest files.
  const marker = `${markerText(frame)}`;
  if (line <= head.length + 1) {
    return ['', ...Array<string>(Math.max(0, line - 2)).fill(''), marker, '', ...head, '', ...code]
      .slice(line === 1 ? 1 : 0)
      .join('\n');
  }
  const padding = Array<string>(line - head.length - 2).fill('');
  if (padding.length > 0) {
    padding[0] = `This text stands in for ${displayText(frame.source?.file ?? frame.functionName)}: see line ${line}.`;
  }
  return [...padding, ...head, '', marker, '', ...code].join('\n');
}

async function headLines(dump: OpenedDump, frame: CallFrame): Promise<string[]> {
  const lines: string[] = [];
  if (!frame.source) {
    lines.push(`No source line is known for ${displayText(frame.functionName)}.`);
    lines.push(frame.sourceMissing ?? '');
    return lines;
  }
  const { file, line } = frame.source;
  const found = await dump.sources.find(file, frame.source.compiledAs);
  lines.push(`The source of this frame was not found on this machine:`);
  lines.push(`    ${displayText(file)}, line ${line}, in ${displayText(frame.functionName)}`);
  lines.push('To see it, unpack the source of this kernel and do one of these:');
  lines.push('  - open its folder in this workspace, or put it beside the vmlinux;');
  lines.push(
    `  - name it in launch.json: "sourceMap": { "${prefixOf(frame.source.compiledAs ?? file)}": "<your folder>" }`,
  );
  if (found.kind === 'missing' && found.tried.length > 0) {
    lines.push('Looked in vain at:');
    lines.push(...found.tried.slice(0, 4).map((place) => `  - ${displayText(place)}`));
  }
  return lines;
}

/** The part of the path that a source map would replace. */
function prefixOf(file: string): string {
  const known =
    /^(.*?)\/(?:arch|block|certs|crypto|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust|samples|scripts|security|sound|tools|usr\/include|virt)\//.exec(
      file,
    )?.[1];
  return displayText(known ?? file.slice(0, Math.max(0, file.lastIndexOf('/'))));
}

function markerText(frame: CallFrame): string {
  const at = placeText(frame);
  const where = frame.exception
    ? `the instruction that faulted is at ${at}`
    : frame.interrupted
      ? `the CPU was at ${at}`
      : `the call returns to ${at}`;
  return `==> ${displayText(frame.functionName)}: ${where}${frame.source ? `, line ${frame.source.line}` : ''}`;
}

/** Where the frame is: an address, or what the kernel log says in its place. */
function placeText({ pc, symbol, functionName }: CallFrame): string {
  return pc === undefined
    ? `${displayText(symbol?.name ?? functionName)}+0x${(symbol?.offset ?? 0).toString(16)}`
    : `0x${pc.toString(16)}`;
}

/** Instructions shown on each side of the frame's own, before the whole function. */
const AROUND = 8;

async function disassemblyLines(
  dump: OpenedDump,
  frame: CallFrame,
  signal: AbortSignal,
): Promise<string[]> {
  const { pc } = frame;
  if (pc === undefined) {
    return ['(no disassembly: the kernel log names this place, but not its address)'];
  }
  // What a call returns to may be another function, or another line, already.
  const at = frame.interrupted ? pc : pc - 1n;
  try {
    const instructions = await partOf(dump, 'code').functionAt(at, signal);
    if (instructions.length === 0) {
      return [`(no disassembly: no code is known at 0x${pc.toString(16)})`];
    }
    const own = instructions.findLastIndex(({ address }) => address <= at);
    const lines = inColumns(instructions);
    const marked = lines.map((line, index) => `${index === own ? '=>' : '  '} ${line}`);
    if (own <= AROUND) {
      return marked;
    }
    const around = marked.slice(own - AROUND, own + AROUND + 1);
    return [...around, '', 'The whole function:', '', ...marked];
  } catch (error) {
    return [`(no disassembly: ${error instanceof Error ? error.message : String(error)})`];
  }
}

/** Address and place, bytes, and instruction, below each other. */
function inColumns(instructions: readonly Instruction[]): string[] {
  const rows = instructions.map(({ address, symbol, bytes, text }) => ({
    place: `0x${address.toString(16)}${symbol ? ` <${displayText(symbolName(symbol))}>` : ''}`,
    bytes: bytes ? instructionBytes(bytes) : '',
    text: displayText(text),
  }));
  const width = (column: 'place' | 'bytes'): number =>
    Math.max(0, ...rows.map((row) => row[column].length));
  const [placeWidth, bytesWidth] = [width('place'), width('bytes')];
  return rows.map(
    ({ place, bytes, text }) => `${place.padEnd(placeWidth)}  ${bytes.padEnd(bytesWidth)}  ${text}`,
  );
}
