import type { BuildContext } from '../build-context';
import { BuildError } from '../build-error';
import { runProgram } from '../run-program';
import type { DebianPackage } from './source';

/** One place that apt takes packages from. */
export interface AptRepository {
  readonly uri: string;
  readonly suite: string;
  readonly component: string;
  /** `Debian`, `Ubuntu`, … as its signed index says. */
  readonly origin: string;
}

const FORMAT = '$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(ORIGIN)';

/** Reads `apt-get indextargets --format` of the fields above. */
export function parseIndexTargets(text: string): AptRepository[] {
  return text.split('\n').flatMap((line) => {
    const [uri = '', suite = '', component = '', origin = ''] = line.split('\t');
    return /^(https?|mirror\+\w+|mirror):\S+$/.test(uri) && suite !== '' && component !== ''
      ? [{ uri, suite, component, origin }]
      : [];
  });
}

/**
 * Where Debian's source packages of crash can come from on this machine, the newest crash first:
 * from the archive that apt is set up with. Debian's unstable suite has the newest; Ubuntu's
 * machines get what their own release has. Empty where apt knows neither.
 */
export function sourcePackages(repositories: readonly AptRepository[]): DebianPackage[] {
  // Security and other archives of Debian lie elsewhere; updates and proposals carry no crash.
  const own = repositories.find(
    ({ uri, suite, component, origin }) =>
      /^(Debian|Ubuntu)$/.test(origin) &&
      component === 'main' &&
      !/security|-updates|-backports|-proposed/.test(`${uri} ${suite}`),
  );
  if (!own) {
    return [];
  }
  const suites = own.origin === 'Debian' ? ['sid', own.suite] : [own.suite];
  return [...new Set(suites)].map((suite) => ({
    kind: 'debian',
    mirror: own.uri,
    suite,
    component: own.component,
  }));
}

/** What apt is set up with; empty where there is no apt. */
export async function aptRepositories(signal: AbortSignal): Promise<AptRepository[]> {
  const quiet: Pick<BuildContext, 'log' | 'signal'> = { log: () => undefined, signal };
  try {
    return parseIndexTargets(
      await runProgram('apt-get', ['indextargets', '--format', FORMAT], quiet),
    );
  } catch (error) {
    if (error instanceof BuildError) {
      return [];
    }
    throw error;
  }
}
