import { explainStandstill } from '../../crash/standstill';
import { displayLines } from '../../protocol/display-text';
import { readLaunchArguments } from '../../protocol/launch-arguments';
import { asFailureError, FailureError } from '../../reader/failure-error';
import { openDump } from '../../reader/open-dump';
import { say } from '../client';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { notSupported, RequestError } from '../request-error';
import { StartProgressReporter } from '../start-progress-reporter';

/** Opens the dump. Answered when crash is at its prompt, or when it is known why it will not be. */
export const launch: Handler<'launch', SessionContext> = async (context, args, signal) => {
  if (context.launchBegun) {
    throw notSupported('This session has a dump already.');
  }
  const read = readLaunchArguments(args);
  if (!read.ok) {
    throw new FailureError({
      id: 'launch-arguments',
      what: 'The launch configuration cannot be used.',
      why: read.problem,
      remedy: 'Correct it in launch.json.',
      actions: ['open-launch-json'],
    });
  }
  const progress = new StartProgressReporter(context.client);
  signal.addEventListener('abort', () => context.starting.abort(), { once: true });
  try {
    await context.launch(
      openDump(read.value, {
        signal: context.starting.signal,
        onProgress: (step) => progress.step(step),
        onStandstill: (standstill) =>
          say(context.client, 'important', displayLines(explainStandstill(standstill))),
        onLack: (lack) => context.lack(lack),
        onDoubt: (doubt) => context.doubt(doubt),
      }),
    );
  } catch (error) {
    throw error instanceof RequestError ? error : asFailureError(error);
  } finally {
    progress.end();
  }
  return {};
};
