import type { Context } from '../context/context';
import type { Architecture } from '../model/architecture';
import type { Version } from '../model/version';
import { explainRefusal } from './explain-refusal';
import { defaultLowSize, kernelBehaviour, suffixSupport, type Suffix } from './kernel-behaviour';
import { memorySpans, type MemorySpan } from './memory-spans';
import type { Quantity } from './memparse';
import { machines } from './machines';
import { chooseRange, roundUp } from './parse-crashkernel';
import { isPlaceholder } from './placeholder';
import {
  readValue,
  type RangesReading,
  type Refusal,
  type SizeReading,
  type SuffixReading,
} from './read-value';
import { inUnits } from './sizes';

/**
 * What one crashkernel= does, as Markdown: what it reserves, on which machines, and what is odd
 * about it. It is about this value alone; others in the same command line may overrule it.
 */
export function describeCrashkernel(value: string, context: Context): string {
  const lines = isPlaceholder(value)
    ? ['The size is filled in later, so nothing can be said of it here.']
    : describeValue(value, context);
  return [`**crashkernel=${code(value)}**`, ...lines].join('\n\n');
}

/** As Markdown code whatever it holds; a value may have backquotes. */
function code(value: string): string {
  const shown = value.replace(/[`\s]+/g, ' ').trim();
  return shown === '' ? '' : `\`${shown}\``;
}

function describeValue(value: string, context: Context): string[] {
  const reading = readValue(value, kernelBehaviour(context.kernel?.value));
  switch (reading.form) {
    case 'size':
      return describeSize(reading, context);
    case 'suffix':
      return describeSuffix(reading, context);
    case 'ranges':
      return describeRanges(reading, context);
  }
}

function describeSize(reading: SizeReading, { architecture, memory }: Context): string[] {
  const { text, size, offset, refusal, ignored, at } = reading;
  if (refusal || !size) return [refusedLine(text, refusal)];
  if (size.value === 0n) return ['Reserves nothing: that is how kdump is turned off.'];
  const place =
    offset && offset.value > 0n
      ? `, at the address ${hex(offset.value)} and nowhere else`
      : ', where the kernel finds room';
  const lines = [`Reserves ${inUnits(size.value)} for the capture kernel${place}.`];
  lines.push(...oddities(text, [size, offset]));
  if (at !== undefined && !offset)
    lines.push('No address follows the “@”: the kernel takes it for none.');
  if (ignored) lines.push(`The kernel ignores ${code(text.slice(ignored.start))}.`);
  lines.push(...fitting(size.value, memory));
  if (!offset?.value) lines.push(...placeNotes(architecture?.value));
  return lines;
}

function describeSuffix(
  { text, suffix, size, refusal }: SuffixReading,
  context: Context,
): string[] {
  const [architecture, kernel] = [context.architecture?.value, context.kernel?.value];
  if (suffix !== 'cma' && (refusal || !size)) return [refusedLine(text, refusal)];
  const asked = inUnits(size?.value ?? 0n);
  const lines = [suffixLine(suffix, size?.value ?? 0n, asked, architecture, kernel)];
  if (refusal) lines.push(`The kernel complains about ${code(text.slice(refusal.span.start))}.`);
  if (size) lines.push(...oddities(text, [size]), ...fitting(size.value, context.memory));
  if (suffixSupport(suffix, architecture, kernel) === 'no') {
    lines.push(
      `${kernel && suffix === 'cma' && !kernelBehaviour(kernel).knowsCma ? `Linux ${kernel.text}` : (architecture ?? 'This architecture')} does not take \`,${suffix}\`.`,
    );
  }
  return lines;
}

function suffixLine(
  suffix: Suffix,
  size: bigint,
  asked: string,
  architecture: Architecture | undefined,
  kernel: Version | undefined,
): string {
  switch (suffix) {
    case 'high': {
      if (size === 0n) return 'Reserves nothing.';
      const low = defaultLowSize(architecture, kernel);
      const more =
        low > 0n
          ? ` Without a \`crashkernel=…,low\`, ${inUnits(low)} are reserved below 4 GiB as well, for devices that reach no further.`
          : '';
      return `Reserves ${asked} for the capture kernel, above 4 GiB if there is memory.${more}`;
    }
    case 'low':
      return size === 0n
        ? 'Together with a `crashkernel=…,high`: nothing is reserved below 4 GiB, where some devices need memory.'
        : `Together with a \`crashkernel=…,high\`: ${asked} of memory below 4 GiB, for devices that reach no further. Alone it reserves nothing.`;
    case 'cma':
      return `${asked} on top of another \`crashkernel=\`, lent to programs until the system crashes. Their memory cannot be in the dump then.`;
  }
}

function describeRanges(reading: RangesReading, { kernel, memory }: Context): string[] {
  const { text, ranges, refusal, stop } = reading;
  const behaviour = kernelBehaviour(kernel?.value);
  if (ranges.length === 0) return [refusedLine(text, refusal)];
  const spans = together(memorySpans(reading, behaviour));
  const lines = [
    'How much is reserved for the capture kernel depends on the memory of the machine:',
    spans.map(({ from, to, effect }) => `- ${machines(from, to)}: ${effect}`).join('\n'),
  ];
  if (memory !== undefined) lines.push(thisMachine(reading, memory, kernel?.value));
  const quantities = ranges.flatMap(({ from, to, size }) => [from, to, size]);
  lines.push(...oddities(text, quantities));
  if (refusal) {
    lines.push(
      `On machines that none of these ranges is for, the kernel refuses the rest: ${explainRefusal(text, refusal)}.`,
    );
  }
  if (!refusal && stop < text.length && text[stop] !== '@') {
    lines.push(`The kernel stops reading the list at ${code(text.slice(stop))}.`);
  }
  return lines;
}

interface Effect {
  readonly from: bigint;
  readonly to: bigint | undefined;
  readonly effect: string;
}

/** Neighbours with the same effect as one. */
function together(spans: readonly MemorySpan[]): Effect[] {
  const effects: Effect[] = [];
  for (const { from, to, outcome } of spans) {
    const effect = outcome.kind === 'reserved' ? inUnits(outcome.reservation.size) : 'nothing';
    const last = effects.at(-1);
    if (last?.effect === effect) effects.splice(-1, 1, { ...last, to });
    else effects.push({ from, to, effect });
  }
  return effects;
}

function thisMachine(reading: RangesReading, memory: number, kernel: Version | undefined): string {
  const behaviour = kernelBehaviour(kernel);
  const bytes = BigInt(Math.trunc(memory));
  const outcome = chooseRange(reading, bytes, behaviour);
  const counted = behaviour.roundsMemory ? roundUp(bytes) : bytes;
  const seen = counted === bytes ? '' : `, which count as ${inUnits(counted)}`;
  const effect =
    outcome.kind === 'reserved' ? inUnits(outcome.reservation.size) : 'nothing is reserved';
  return `This machine (${inUnits(bytes)}${seen}): ${effect}.`;
}

function refusedLine(text: string, refusal: Refusal | undefined): string {
  if (text === '' || !refusal) return 'Reserves nothing: there is no value.';
  return `The kernel refuses this: ${explainRefusal(text, refusal)}. Nothing is reserved.`;
}

/** Numbers that mean another thing than they seem to. */
function oddities(text: string, quantities: readonly (Quantity | undefined)[]): string[] {
  return quantities.flatMap((quantity) => {
    if (!quantity) return [];
    const written = text.slice(quantity.start, quantity.end);
    if (quantity.overflows) return [`${code(written)} does not fit into 64 bits.`];
    if (/^0[0-7]/.test(written)) {
      return [`${code(written)} begins with 0, so it is octal: ${inUnits(quantity.value)}.`];
    }
    const isBare = /^[1-9]\d*$/.test(written) && quantity.value < 1n << 20n;
    return isBare ? [`${code(written)} has no unit: it is ${inUnits(quantity.value)}.`] : [];
  });
}

function fitting(size: bigint, memory: number | undefined): string[] {
  if (memory === undefined || size < BigInt(Math.trunc(memory))) return [];
  return [`This machine has only ${inUnits(BigInt(Math.trunc(memory)))}: nothing is reserved.`];
}

function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Where an architecture puts the memory: asm/crash_reserve.h, kernel/setup.c of each. */
function placeNotes(architecture: Architecture | undefined): string[] {
  switch (architecture) {
    case 'x86_64':
      return ['x86_64 looks for it below 4 GiB first, then above, at multiples of 16 MiB.'];
    case 'i386':
      return ['On i386 it has to lie below 512 MiB.'];
    case 'arm':
      return ['arm puts it into low memory, at a multiple of 128 MiB.'];
    case 'arm64':
      return ['arm64 puts it at a multiple of 2 MiB, where DMA reaches if there is room.'];
    case 'mips32':
    case 'mips64':
      return ['MIPS puts it below 512 MiB, at a multiple of 64 MiB.'];
    default:
      return [];
  }
}
