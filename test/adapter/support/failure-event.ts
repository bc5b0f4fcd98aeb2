import assert from 'node:assert/strict';
import type { Failure } from '../../../debug-adapter/protocol/failure';
import type { AdapterClient } from './adapter-client';

/** What a session that could not start has told a person. */
export function failureEvent(client: AdapterClient): Failure {
  const [event, ...more] = client.eventsNamed('kernelCrash/failure');
  assert.ok(event, 'no failure was told');
  assert.deepEqual(more, [], 'it was told more than once');
  return event.body as Failure;
}
