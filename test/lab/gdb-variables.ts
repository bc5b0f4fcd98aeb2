/** The variables that gdb prints for each frame: `frame apply all info locals`, and `info args`. */

export interface GdbFrame {
  readonly name: string;
  /** As gdb prints them; aggregates are `{`. The first of equal names is that of the inner block. */
  readonly variables: ReadonlyMap<string, string>;
}

const HEAD = /^#(\d+) +(?:0x[0-9a-f]+ in )?([\w.]+) \(/;
const VARIABLE = /^([A-Za-z_]\w*) = (.*)$/;

export function readGdbFrames(locals: string, args: string): GdbFrame[] {
  const [inner, outer] = [readFrames(args), readFrames(locals)];
  return outer.map(({ name, variables }, index) => {
    const found = inner[index]?.name === name ? inner[index].variables : new Map<string, string>();
    return { name, variables: new Map([...found, ...variables]) };
  });
}

function readFrames(text: string): { name: string; variables: Map<string, string> }[] {
  const frames: { name: string; variables: Map<string, string> }[] = [];
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    const variable = VARIABLE.exec(line);
    const frame = frames.at(-1);
    if (head) {
      frames.push({ name: head[2] ?? '', variables: new Map() });
    } else if (variable && frame && !frame.variables.has(variable[1] ?? '')) {
      frame.variables.set(variable[1] ?? '', variable[2] ?? '');
    }
  }
  return frames;
}
