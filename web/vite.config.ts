import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page is embedded into the server's binary, so the server's address serves both: no base path, no other host.
const server = process.env['TUOKE_SERVER'] ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [react()],
  build: {
    // dist keeps a committed placeholder; scripts/clean-dist.mjs removes the rest before a build
    emptyOutDir: false,
    target: 'es2022',
    // the content security policy allows no data: scripts, and small files are cheap from the same binary
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': server, '/healthz': server, '/readyz': server },
  },
});
