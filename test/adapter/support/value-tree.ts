import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { DapClient } from '../../support/dap-client';

/** The scopes and values of one stack, by name. */
export class ValueTree {
  /** By frame and name: a dump does not change. */
  private readonly known = new Map<string, Promise<readonly P.Variable[]>>();

  constructor(
    private readonly client: DapClient,
    private readonly frames: readonly P.StackFrame[],
  ) {}

  /** The frame of a function: the number by which it is asked about. */
  frame(functionName: string): number {
    const found = this.frames.find(({ name }) => name.split(' ')[0] === functionName);
    assert.ok(found, `no frame of ${functionName}`);
    return found.id;
  }

  async scopes(functionName: string): Promise<readonly P.Scope[]> {
    const frameId = this.frame(functionName);
    return (await this.client.scopesRequest({ frameId })).body.scopes;
  }

  /** What is in a scope of a function's frame. */
  scope(functionName: string, name: string): Promise<readonly P.Variable[]> {
    const key = `${functionName}/${name}`;
    const known = this.known.get(key) ?? this.readScope(functionName, name);
    this.known.set(key, known);
    return known;
  }

  /** A value by the names that lead to it. */
  async at(functionName: string, scope: string, ...names: readonly string[]): Promise<P.Variable> {
    let values = await this.scope(functionName, scope);
    let found: P.Variable | undefined;
    for (const name of names) {
      if (found) {
        values = await this.expand(found);
      }
      found = values.find((value) => value.name === name);
      assert.ok(found, `no ${name} among ${values.map((value) => value.name).join(', ')}`);
    }
    assert.ok(found);
    return found;
  }

  /** The value of an expression in a function's frame, as Watch shows it. */
  async evaluate(functionName: string, expression: string): Promise<P.Variable> {
    const frameId = this.frame(functionName);
    const args = { expression, context: 'watch', frameId };
    const { result, ...body } = (await this.client.evaluateRequest(args)).body;
    return { ...body, name: expression, value: result };
  }

  expand({ variablesReference }: P.Variable): Promise<readonly P.Variable[]> {
    return this.children(variablesReference);
  }

  private async children(variablesReference: number): Promise<readonly P.Variable[]> {
    return (await this.client.variablesRequest({ variablesReference })).body.variables;
  }

  private async readScope(functionName: string, name: string): Promise<readonly P.Variable[]> {
    const scope = (await this.scopes(functionName)).find((entry) => entry.name === name);
    assert.ok(scope, `no scope ${name}`);
    return this.children(scope.variablesReference);
  }
}
