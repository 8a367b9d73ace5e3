import { defineConfig } from 'vitest/config';

const common = { environment: 'node' as const, reporters: ['default'] as string[] };

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], pool: 'threads', isolate: false } },
      { test: { ...common, name: 'checks', include: ['test/checks/**/*.test.ts'], pool: 'threads', isolate: false } },
      { test: { ...common, name: 'golden', include: ['test/golden/**/*.test.ts'], pool: 'threads', isolate: false } },
      { test: { ...common, name: 'property', include: ['test/property/**/*.test.ts'], pool: 'threads', testTimeout: 60_000 } },
      {
        test: {
          ...common,
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          globalSetup: ['test/support/database-server.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          globalSetup: ['test/support/e2e-run.ts'],
          include: ['test/e2e/**/*.test.ts'],
          // Still being written: run them by TANHENG_E2E_ALL=1 npx vitest run --project e2e. They join when they hold.
          exclude: process.env.TANHENG_E2E_ALL === '1' ? [] : ['test/e2e/settings.test.ts', 'test/e2e/accessibility.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          // A browser on a busy machine may miss a moment; what is wrong fails again.
          retry: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
