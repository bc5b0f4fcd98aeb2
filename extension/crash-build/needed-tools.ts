import type { PackageFamily } from '../../debug-adapter/programs/packages';

/** Something that building crash takes, and the package that brings it. */
interface Needed {
  /** How a person knows it. */
  readonly name: string;
  readonly packages: Readonly<Record<Exclude<PackageFamily, 'other'>, string>>;
}

export interface NeededProgram extends Needed {
  readonly program: string;
}

export interface NeededLibrary extends Needed {
  readonly header: string;
  /** As the linker names it, after those that it needs. */
  readonly link: readonly string[];
  /** crash does without it; what it is for goes into crash's CFLAGS.extra and LDFLAGS.extra. */
  readonly optional?: { readonly define: string };
}

/** One name everywhere. */
function same(name: string): Needed['packages'] {
  return { debian: name, fedora: name, suse: name, arch: name };
}

function library(debian: string, fedora: string, arch: string): Needed['packages'] {
  return { debian, fedora, suse: fedora, arch };
}

/** Of crash and of the gdb inside it. */
export const PROGRAMS: readonly NeededProgram[] = [
  ...['make', 'gcc', 'bison', 'flex', 'gawk', 'patch', 'tar'].map((program) => ({
    program,
    name: program,
    packages: same(program),
  })),
  {
    program: 'g++',
    name: 'g++',
    packages: { debian: 'g++', fedora: 'gcc-c++', suse: 'gcc-c++', arch: 'gcc' },
  },
  {
    program: 'makeinfo',
    name: 'makeinfo',
    packages: { debian: 'texinfo', fedora: 'texinfo', suse: 'makeinfo', arch: 'texinfo' },
  },
];

/** For Debian's source package besides. */
export const DEBIAN_PROGRAMS: readonly NeededProgram[] = [
  { program: 'apt-get', name: 'apt-get', packages: same('apt') },
  { program: 'dpkg-source', name: 'dpkg-source', packages: same('dpkg-dev') },
];

export const LIBRARIES: readonly NeededLibrary[] = [
  {
    name: 'zlib',
    header: 'zlib.h',
    link: ['-lz'],
    packages: library('zlib1g-dev', 'zlib-devel', 'zlib'),
  },
  {
    name: 'ncurses',
    header: 'curses.h',
    link: ['-lncurses'],
    packages: library('libncurses-dev', 'ncurses-devel', 'ncurses'),
  },
  {
    name: 'gmp',
    header: 'gmp.h',
    link: ['-lgmp'],
    packages: library('libgmp-dev', 'gmp-devel', 'gmp'),
  },
  {
    name: 'mpfr',
    header: 'mpfr.h',
    link: ['-lmpfr', '-lgmp'],
    packages: library('libmpfr-dev', 'mpfr-devel', 'mpfr'),
  },
  {
    name: 'lzo',
    header: 'lzo/lzo1x.h',
    link: ['-llzo2'],
    packages: library('liblzo2-dev', 'lzo-devel', 'lzo'),
    optional: { define: '-DLZO' },
  },
  {
    name: 'snappy',
    header: 'snappy-c.h',
    link: ['-lsnappy'],
    packages: library('libsnappy-dev', 'snappy-devel', 'snappy'),
    optional: { define: '-DSNAPPY' },
  },
  {
    name: 'zstd',
    header: 'zstd.h',
    link: ['-lzstd'],
    packages: library('libzstd-dev', 'libzstd-devel', 'zstd'),
    optional: { define: '-DZSTD' },
  },
];

/** For a 32-bit program on a 64-bit machine, besides. */
export const PACKAGES_32: Needed['packages'] = {
  debian: 'g++-multilib lib32z1-dev lib32ncurses-dev',
  fedora: 'glibc-devel.i686 libstdc++-devel.i686 zlib-devel.i686 ncurses-devel.i686',
  suse: 'gcc-c++-32bit zlib-devel-32bit ncurses-devel-32bit',
  arch: 'lib32-gcc-libs lib32-zlib lib32-ncurses',
};
