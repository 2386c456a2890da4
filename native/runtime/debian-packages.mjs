/**
 * The system packages that a bare Debian or Ubuntu lacks: Electron's libraries, a virtual screen, a compiler for
 * better-sqlite3, and what the tests stage faults with. Installed when set-up may, else the command is printed.
 */
import { existsSync } from 'node:fs';
import { PlainError, run, say } from './project.mjs';
import { withoutDaemons } from './without-daemons.mjs';

/** Where a name changed between releases, the alternatives stand in one entry. */
const PACKAGES = [
  // Electron
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libsecret-1-0'],
  ['libnotify4'],
  ['fonts-noto-cjk'],
  // A screen where there is none
  ['xvfb'],
  ['xauth'],
  // Building better-sqlite3, unpacking Electron
  ['g++'],
  ['make'],
  ['python3'],
  ['unzip'],
  ['ca-certificates'],
  // serialport's port list calls udevadm
  ['udev'],
  // Tests: serial pairs, small disks, processes
  ['socat'],
  ['procps'],
  ['e2fsprogs'],
  ['mount'],
  ['util-linux'],
  // Tests: cameras' video on a real RTSP server, and judges of recorded files; no part of the program
  ['python3-gi'],
  ['gir1.2-gst-rtsp-server-1.0'],
  ['gstreamer1.0-plugins-base'],
  ['gstreamer1.0-plugins-good'],
  ['ffmpeg'],
  // Tests: a real print service, and a judge of PDFs
  ['cups'],
  ['poppler-utils'],
  // Tests: a client of another that judges the simulated camera, in a network of its own
  ['onvif-tools'],
  ['iproute2'],
];

/** Installs what is missing; a plain message with the command when it may not. */
export async function ensureDebianPackages() {
  if (process.platform !== 'linux') {
    say('System packages: nothing to do on this system.');
    return;
  }
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(`System packages: not Debian or Ubuntu; see to these yourself: ${PACKAGES.map(([name]) => name).join(' ')}`);
    return;
  }
  const missing = await missingPackages();
  if (missing.length === 0) {
    say('System packages: all there.');
    return;
  }
  const names = await Promise.all(missing.map(nameHere));
  const asRoot = process.getuid?.() === 0;
  const mayBecomeRoot = asRoot || (await run('sudo', ['-n', 'true'], { keep: 'all' })).code === 0;
  const before = asRoot ? [] : ['sudo'];
  const command = [...before, 'apt-get', 'install', '-y', '--no-install-recommends', ...names];
  if (!mayBecomeRoot) {
    throw new PlainError(`System packages are missing. Run this, then "npm run setup" again:\n  ${command.join(' ')}`);
  }
  say(`System packages: installing ${names.join(' ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (/** @type {string[]} */ ...args) => {
    const [program, ...rest] = asRoot ? ['apt-get', ...args] : ['sudo', '-n', '-E', 'apt-get', ...args];
    return run(/** @type {string} */ (program), rest, { env, keep: 'all' });
  };
  // A failed update is not the end: the lists on disk may be good enough. The install below decides.
  await apt('update');
  const asSystem = async (/** @type {string[]} */ ...args) => {
    const [program, ...rest] = [...before.flatMap((sudo) => [sudo, '-n']), ...args];
    return (await run(/** @type {string} */ (program), rest, { keep: 'all' })).code === 0;
  };
  const { code, output } = await withoutDaemons(
    () => apt('install', '-y', '--no-install-recommends', ...names),
    asSystem,
  );
  if (code !== 0 || (await missingPackages()).length > 0) {
    const why = output.trim().split('\n').slice(-8).join('\n');
    throw new PlainError(
      `apt-get could not install the system packages:\n${why}\nThe command was: ${command.join(' ')}`,
    );
  }
}

/** @returns {Promise<string[][]>} the entries none of whose alternatives is installed */
async function missingPackages() {
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...PACKAGES.flat()], {
    keep: 'all',
  });
  const lines = new Set(output.split('\n'));
  return PACKAGES.filter((names) => !names.some((name) => lines.has(`${name} installed`)));
}

/**
 * @param {string[]} names alternatives, older first
 * @returns {Promise<string>} the newest that this release knows
 */
async function nameHere(names) {
  for (const name of [...names].reverse()) {
    if ((await run('apt-cache', ['show', name], { keep: 'all' })).code === 0) return name;
  }
  return /** @type {string} */ (names[0]);
}
