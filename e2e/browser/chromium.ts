// Finds a Chromium for the browser tests, or installs one: the system's package when we are root on Debian, else Playwright's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The shell first: the same engine without a browser's windows, and a tab costs a seventh of the CPU time. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Path of a Chromium on this machine, or undefined when Playwright's own is to be used. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  return PLACES.find((place) => existsSync(place))
}

/** Makes sure that a browser is there. Throws with what to do when none can be had. */
export function installChromium(): void {
  if (findChromium()) return
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (asRoot && installSystemPackage()) return
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const { status } = spawnSync(process.execPath, [cli, 'install', '--with-deps', 'chromium'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('No Chromium was found or could be installed. Install one and set CHROMIUM_PATH to it.')
}

function installSystemPackage(): boolean {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  // Without a font of ordinary width a heading is wider than a narrow screen.
  const install = (name: string) => apt('install', '--no-install-recommends', name, 'fonts-liberation')
  return apt('update') && (install('chromium-headless-shell') || install('chromium'))
}
