import assert from 'node:assert/strict';
import { parseVersion } from '../../../extension/kconfig/model/version';
import { BUNDLED_VERSION_DATA } from '../../../extension/kconfig/versions/bundled-version-data';
import { findOffers, type OfferFacts } from '../../../extension/crashtools/offers';
import { releaseChoices } from '../../../extension/crashtools/release-choice';

const FACTS: OfferFacts = {
  kernel: parseVersion('6.1.176'),
  machine: 'aarch64',
  host: { machine: 'x86_64', family: 'debian' },
  packageVersion: '8.0.2-1',
  sourcePackages: ['sid', 'bookworm'].map((suite) => ({
    kind: 'debian',
    mirror: 'http://mirror.example/debian/',
    suite,
    component: 'main',
  })),
  data: BUNDLED_VERSION_DATA,
};

function offersOf(facts: Partial<OfferFacts> = {}) {
  const found = findOffers({ ...FACTS, ...facts });
  return 'why' in found ? found : { ...found, kinds: found.offers.map(({ offer }) => offer.kind) };
}

describe('the ways to a crash', () => {
  it('for an arm64 dump on x86-64: building it, for no package of another target exists', () => {
    const found = offersOf();
    assert.ok('kinds' in found);
    assert.equal(found.target.name, 'ARM64');
    assert.deepEqual(found.kinds, ['build', 'build', 'build-release', 'build-folder']);
    for (const { detail } of found.offers) assert.match(detail, /make target=ARM64/);
  });

  it('for a dump of this architecture: the package first, with what is known against it', () => {
    const found = offersOf({ machine: 'x86_64', kernel: parseVersion('6.12.107') });
    assert.ok('kinds' in found);
    assert.equal(found.kinds[0], 'package');
    const [first] = found.offers;
    assert.equal(first?.description, '8.0.2-1');
    assert.match(first?.detail ?? '', /^sudo apt-get install crash .*\b8\.0\.2/);
  });

  it('nothing is said against a package that is new enough', () => {
    const found = offersOf({ machine: 'x86_64', packageVersion: '9.0.2-1' });
    assert.ok('kinds' in found);
    assert.equal(found.offers[0]?.detail, 'sudo apt-get install crash (in a terminal)');
  });

  it('without apt: a release, or a folder', () => {
    const found = offersOf({ sourcePackages: [], host: { machine: 'x86_64', family: 'fedora' } });
    assert.ok('kinds' in found);
    assert.deepEqual(found.kinds, ['build-release', 'build-folder']);
  });

  it('for what crash’s makefile cannot build here: none, and where to go', () => {
    const found = offersOf({ machine: 's390x' });
    assert.ok('why' in found);
    assert.match(found.why, /s390x dumps cannot be built on x86_64/);
    assert.match(found.remedy, /on a s390x machine/);
  });

  it('for a machine that crash does not know: none', () => {
    const found = offersOf({ machine: 'machine 94' });
    assert.ok('why' in found);
  });
});

describe('the releases of crash', () => {
  it('are offered newest first, with what is known against each', () => {
    const choices = releaseChoices({ ...FACTS, kernel: parseVersion('6.12.107') });
    const versions = choices.map(({ version }) => version);
    assert.equal(versions[0], BUNDLED_VERSION_DATA.crash.releases.at(-1)?.version);
    assert.ok(versions.includes('8.0.6') && !versions.includes('7.3.0'));
    assert.equal(choices[0]?.detail, '');
    assert.notEqual(choices.at(-1)?.detail, '');
  });
});
