import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/browser/chromium.ts'

// The processes that the tests start read their modules compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

const executablePath = findChromium()

export default defineConfig({
  testDir: 'e2e/browser',
  testMatch: '*.spec.ts',
  // Emptied at each start: what else lies in test-results stays.
  outputDir: 'test-results/browser',
  globalSetup: './e2e/browser/start.ts',
  // Each has an environment of its own: see place.ts.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    screenshot: 'only-on-failure',
    // Every step with its DOM, without a film: that would be taken of every test, and kept of few.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
