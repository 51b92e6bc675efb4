import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Most tests start processes of ours: each reads its modules compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'prisma/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['e2e/fixtures/vitest-setup.ts'],
    pool: 'forks',
    // Two cores and many waits.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
