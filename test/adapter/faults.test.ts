/** The short form of the fault campaign; `npm run test:lab` has the long one. */
import { Campaign } from '../faults/campaign';
import { faultSeed, SeededRandom } from '../faults/seeded-random';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';

const seed = faultSeed();

describe(`faults, seed ${seed}`, () => {
  let sandbox: Sandbox;
  let campaign: Campaign;

  before(async () => {
    sandbox = await Sandbox.create();
    campaign = new Campaign(sandbox, new SeededRandom(seed), sampleLaunch());
  });

  after(() => sandbox?.remove());

  it('crash killed at a random moment', () => campaign.killCrash());
  it('crash stopped in mid-answer', () => campaign.stopCrash());
  it('200 requests in a burst, some cancelled', () => campaign.burst(200));
  it('a launch cancelled at a random moment', () => campaign.cancelLaunch());
  it('a client that vanishes at a random moment', () => campaign.loseClient());
  it('an adapter that is killed at a random moment', () => campaign.killAdapter());
});
