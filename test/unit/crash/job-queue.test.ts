import assert from 'node:assert/strict';
import { JobQueue, Priority } from '../../../debug-adapter/crash/job-queue';

const { Foreground, Normal, Background } = Priority;

/** What comes out, in order, of what goes in. */
function check(name: string, jobs: readonly [string, Priority][], expected: string): void {
  it(name, () => {
    const queue = new JobQueue<string>();
    jobs.forEach(([job, priority]) => queue.push(job, priority));
    assert.equal(queue.size, jobs.length);
    let out = '';
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      out += job;
    }
    assert.equal(out, expected);
    assert.equal(queue.size, 0);
  });
}

describe('the queue of jobs', () => {
  check('empty', [], '');
  check(
    'first in, first out',
    [
      ['a', Normal],
      ['b', Normal],
      ['c', Normal],
    ],
    'abc',
  );
  check(
    'what is looked at first',
    [
      ['a', Background],
      ['b', Normal],
      ['c', Foreground],
    ],
    'cba',
  );
  check(
    'in order within each',
    [
      ['a', Background],
      ['b', Foreground],
      ['c', Background],
      ['d', Foreground],
    ],
    'bdac',
  );

  it('takes a job out once', () => {
    const queue = new JobQueue<string>();
    queue.push('a', Normal);
    queue.push('b', Background);
    assert.equal(queue.remove('b'), true);
    assert.equal(queue.remove('b'), false);
    assert.equal(queue.shift(), 'a');
    assert.equal(queue.remove('a'), false);
  });

  it('empties', () => {
    const queue = new JobQueue<string>();
    queue.push('a', Background);
    queue.push('b', Foreground);
    assert.deepEqual(queue.drain(), ['b', 'a']);
    assert.equal(queue.shift(), undefined);
  });
});
