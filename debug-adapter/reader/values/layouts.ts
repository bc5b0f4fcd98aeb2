import { parsePtypeOffsets } from '../../commands/ptype';
import { parseStructOffsets } from '../../commands/struct-offsets';
import type { RunCommand } from '../../crash/crash-process';
import { evaluateCommand, parseEvaluation } from '../../mi/data';
import type { Layout } from '../../model/layout';
import { plainType, sizeOfType } from './c-type';

/** Where the members of structures are, by gdb; each type is asked about once. */
export class Layouts {
  private readonly known = new Map<string, Layout | undefined>();

  isKnown(type: string): boolean {
    return this.known.has(plainType(type)) || !isNamed(plainType(type));
  }

  /** What is known by now. */
  get(type: string): Layout | undefined {
    return this.known.get(plainType(type));
  }

  async read(type: string, run: RunCommand): Promise<Layout | undefined> {
    const name = plainType(type);
    if (!this.isKnown(name)) {
      // crash finds only types that gdb has read already, and an expression makes gdb read them.
      const sized = parseEvaluation((await run(evaluateCommand(`sizeof(${name})`))).bytes);
      const text = sized.ok ? (await run(`gdb ptype /o ${name}`)).text : '';
      const layout = parsePtypeOffsets(text);
      // gdb refuses offsets of a structure with a part of variable size, as task_struct since 6.12.
      const refused = layout === undefined && /^type = (?:struct|union)\b.*\{$/m.test(text);
      this.known.set(name, refused ? await this.byCrash(name, run) : layout);
    }
    return this.known.get(name);
  }

  private async byCrash(type: string, run: RunCommand): Promise<Layout | undefined> {
    const name = type.replace(/^(?:struct|union) /, '');
    return parseStructOffsets(
      (await run(`struct -o ${name}`)).text,
      (member) => sizeOfType(member, this) ?? 0,
    );
  }
}

/** Only these go into a command: not `union {...}`, not what C++ or a damaged file may name. */
function isNamed(type: string): boolean {
  return /^(?:(?:struct|union) )?[A-Za-z_]\w*$/.test(type);
}
