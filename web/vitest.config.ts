// Tests of pure functions only; what the page does in a browser is tested in e2e/ against the real program.

import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['src/**/*.test.ts'], environment: 'node' } });
