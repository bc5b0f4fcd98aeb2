import type { Config, KconfigFile, Statement } from './syntax/syntax';

/** A `config` of a file, and whether it stands in a choice. */
export interface PlacedConfig {
  readonly config: Config;
  readonly isInChoice: boolean;
}

/** All entries of a file, those in its blocks too. */
export function* configsOf({
  statements,
}: Pick<KconfigFile, 'statements'>): Iterable<PlacedConfig> {
  yield* within(statements, false);
}

function* within(statements: readonly Statement[], isInChoice: boolean): Iterable<PlacedConfig> {
  for (const statement of statements) {
    if (statement.kind === 'config' || statement.kind === 'menuconfig') {
      yield { config: statement, isInChoice };
    } else if ('body' in statement) {
      yield* within(statement.body, isInChoice || statement.kind === 'choice');
    }
  }
}

/** All statements of a file, the blocks before what is in them. */
export function* statementsOf({
  statements,
}: Pick<KconfigFile, 'statements'>): Iterable<Statement> {
  for (const statement of statements) {
    yield statement;
    if ('body' in statement) yield* statementsOf({ statements: statement.body });
  }
}
