import { parsePtypeOffsets } from '../../commands/ptype';
import type { RunCommand } from '../../crash/crash-process';
import { evaluateCommand, parseEvaluation } from '../../mi/data';
import type { Layout } from '../../model/layout';
import { plainType } from './c-type';

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
      this.known.set(name, parsePtypeOffsets(text));
    }
    return this.known.get(name);
  }
}

/** Only these go into a command: not `union {...}`, not what C++ or a damaged file may name. */
function isNamed(type: string): boolean {
  return /^(?:(?:struct|union) )?[A-Za-z_]\w*$/.test(type);
}
