import type { RunCommand } from '../../crash/crash-process';
import type { MiReply } from '../../mi/reply';
import {
  parseVarCreate,
  parseVarListChildren,
  varCreateCommand,
  varDeleteCommand,
  varListChildrenCommand,
  type MiPlace,
  type MiVariableObject,
} from '../../mi/variable';
import { evaluateCommand, parseEvaluation } from '../../mi/data';
import { placeOf, type GdbFrame } from './gdb-frame';

/** How to make a variable object, again if need be. */
export interface Origin {
  readonly expression: string;
  /** The frame that the expression is meant in; absent for one of globals and addresses. */
  readonly frame?: GdbFrame;
}

/** A variable object of ours, or a child of one. */
export interface Variable {
  readonly origin: Origin;
  /** Names of children from the origin to it, each with its dot: `.item.node`. */
  readonly path: string;
}

export interface VariableWithObject {
  readonly variable: Variable;
  readonly object: MiVariableObject;
}

/** gdb keeps as many at the most; what was not used for longest is forgotten and made anew if needed. */
const MOST_ORIGINS = 500;
/** Of an object that is made anew, each step to a child lists its siblings; more are never asked at once. */
const MOST_SIBLINGS = 4096;

/** The variable objects that gdb holds for this session. */
export class VariableObjects {
  /** Names by origin, that used last at the end. */
  private readonly names = new Map<Origin, string>();
  private made = 0;

  /** Whether its children can be listed without crash standing on the task of its frame. */
  isKept(origin: Origin): boolean {
    return this.names.has(origin);
  }

  /**
   * `place` is where MI has the origin's frame, if that is known.
   * @throws in gdb's words when the expression means nothing.
   */
  async create(origin: Origin, run: RunCommand, place?: MiPlace): Promise<VariableWithObject> {
    const object = await this.make(origin, run, place);
    return { variable: { origin, path: '' }, object };
  }

  /** Where the value of an expression lies in memory; undefined for what lies nowhere. */
  async addressOf(
    { expression, frame }: Origin,
    run: RunCommand,
    known?: MiPlace,
  ): Promise<bigint | undefined> {
    const place = known ?? (frame && (await placeOf(frame, run)));
    const reply = parseEvaluation((await run(evaluateCommand(`&(${expression})`, place))).bytes);
    const digits = reply.ok ? /^(?:\(.*\) )?0x([0-9a-f]+)/.exec(reply.value)?.[1] : undefined;
    return digits === undefined ? undefined : BigInt(`0x${digits}`);
  }

  /** The children [from, to). @throws in gdb's words. */
  async children(
    { origin, path }: Variable,
    from: number,
    to: number,
    run: RunCommand,
  ): Promise<VariableWithObject[]> {
    const name = this.names.get(origin) ?? (await this.makeAgain({ origin, path }, run));
    this.use(origin, name);
    let reply = await list(`${name}${path}`, from, to, run);
    if (!reply.ok && /not found/.test(reply.error)) {
      // gdb drops what stood on symbols that were loaded anew.
      const again = await this.makeAgain({ origin, path }, run);
      reply = await list(`${again}${path}`, from, to, run);
    }
    const root = this.names.get(origin) ?? '';
    return valueOf(reply).map((object) => ({
      variable: { origin, path: object.name.slice(root.length) },
      object,
    }));
  }

  private async make(origin: Origin, run: RunCommand, known?: MiPlace): Promise<MiVariableObject> {
    this.made += 1;
    const name = `kc${this.made}`;
    const place = known ?? (origin.frame && (await placeOf(origin.frame, run)));
    const reply = parseVarCreate(
      (await run(varCreateCommand(name, origin.expression, place))).bytes,
    );
    if (!reply.ok) {
      // Of an expression that does not hold, -var-create says only that it does not.
      const why = parseEvaluation((await run(evaluateCommand(origin.expression, place))).bytes);
      throw new Error(why.ok ? reply.error : why.error);
    }
    this.use(origin, name);
    for (const [oldest, oldName] of this.names) {
      if (this.names.size <= MOST_ORIGINS) {
        break;
      }
      this.names.delete(oldest);
      await run(varDeleteCommand(oldName));
    }
    return reply.value;
  }

  /** A child exists in gdb once its parent's children were listed. */
  private async makeAgain({ origin, path }: Variable, run: RunCommand): Promise<string> {
    this.names.delete(origin);
    const { name } = await this.make(origin, run);
    const steps = path.split('.').slice(1);
    for (let depth = 0; depth < steps.length; depth++) {
      const parent = [name, ...steps.slice(0, depth)].join('.');
      valueOf(await list(parent, 0, MOST_SIBLINGS, run));
    }
    return name;
  }

  private use(origin: Origin, name: string): void {
    this.names.delete(origin);
    this.names.set(origin, name);
  }
}

async function list(
  name: string,
  from: number,
  to: number,
  run: RunCommand,
): Promise<MiReply<MiVariableObject[]>> {
  return parseVarListChildren((await run(varListChildrenCommand(name, from, to))).bytes);
}

function valueOf<T>(reply: MiReply<T>): T {
  if (!reply.ok) {
    throw new Error(reply.error);
  }
  return reply.value;
}
