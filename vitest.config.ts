import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Many tests start programs of ours: each reads its modules compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'prisma/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['e2e/fixtures/vitest-setup.ts'],
    pool: 'forks',
    // Two cores, and tests that wait more than they work.
    maxWorkers: 3,
    // A worker loads each module once for all its files: what a test changes in one it restores.
    isolate: false,
    restoreMocks: true,
    // Nothing is slow on an idle machine; a loaded one fails no test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
