import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { DapClient } from '../support/dap-client';
import { makeRandom } from '../unit/mi/random';

export interface Member {
  /** Without `struct`. */
  readonly structure: string;
  readonly address: string;
  /** `se.vruntime` */
  readonly path: string;
  readonly value: string;
}

/** How the structures are reached from a task: names of members. */
const WAYS: readonly (readonly [string, readonly string[]])[] = [
  ['task_struct', []],
  ['mm_struct', ['active_mm']],
  ['file', ['files', 'fdt', 'fd', '*fd']],
  ['inode', ['files', 'fdt', 'fd', '*fd', 'f_inode']],
  ['super_block', ['files', 'fdt', 'fd', '*fd', 'f_inode', 'i_sb']],
];
const DEEPEST = 3;

/** Picks members of structures at random, the same for the same seed. */
export class StructWalk {
  private readonly random: () => number;
  private readonly tasks = new Map<number, Promise<P.Variable[]>>();
  private readonly known = new Map<number, Promise<P.Variable[]>>();

  constructor(
    private readonly client: DapClient,
    seed: number,
  ) {
    this.random = makeRandom(seed);
  }

  pick<T>(things: readonly T[]): T {
    return things[Math.floor(this.random() * things.length)] as T;
  }

  /** A member without parts of one of the structures that are reached from a task. */
  async member(threadId: number): Promise<Member> {
    for (;;) {
      const [structure, way] = this.pick(WAYS);
      const start = await this.start(threadId, way);
      const found = start && (await this.leaf(structure, start));
      if (found) return found;
      threadId = 1;
    }
  }

  private async start(
    threadId: number,
    way: readonly string[],
  ): Promise<{ address: string; members: P.Variable[] } | undefined> {
    let members = await this.task(threadId);
    const usage = members.find(({ name }) => name === 'thread_info');
    let address = usage?.memoryReference ?? '';
    for (const name of way) {
      const next = members.find((member) => member.name === name);
      if (!next || next.variablesReference === 0) return undefined;
      address = next.memoryReference ?? '';
      members = await this.expand(next);
    }
    return { address, members };
  }

  private async leaf(
    structure: string,
    { address, members }: { address: string; members: P.Variable[] },
  ): Promise<Member | undefined> {
    let from = members;
    const path: string[] = [];
    for (let depth = 0; depth < DEEPEST; depth++) {
      if (from.length === 0) return undefined;
      const member = this.pick(from);
      const anonymous = member.name.startsWith('<anonymous');
      if (!anonymous) path.push(member.name);
      if (member.variablesReference === 0 || member.value.startsWith('0x')) {
        const isLeaf = /^[\w.]+$/.test(path.join('.')) && member.value !== '{...}';
        return isLeaf
          ? { structure, address, path: path.join('.'), value: member.value }
          : undefined;
      }
      // crash takes a member by its name, those of anonymous structures too, but no longer way.
      if (member.value !== '{...}' || !anonymous) return undefined;
      from = await this.expand(member);
    }
    return undefined;
  }

  private task(threadId: number): Promise<P.Variable[]> {
    const known = this.tasks.get(threadId) ?? this.readTask(threadId);
    this.tasks.set(threadId, known);
    return known;
  }

  private async readTask(threadId: number): Promise<P.Variable[]> {
    const frames = await this.client.stack(threadId);
    const frame = frames.find(({ presentationHint }) => presentationHint !== 'label');
    if (!frame) return [];
    const { scopes } = (await this.client.scopesRequest({ frameId: frame.id })).body;
    const { variablesReference } = scopes.find(({ name }) => name === 'Task') as P.Scope;
    return (await this.client.variablesRequest({ variablesReference })).body.variables;
  }

  private expand({ variablesReference }: P.Variable): Promise<P.Variable[]> {
    const known =
      this.known.get(variablesReference) ??
      this.client.variablesRequest({ variablesReference }).then(({ body }) => body.variables);
    this.known.set(variablesReference, known);
    return known;
  }
}
