// Builds the server that surrounds the SvelteKit handler: `build/main.js` and the worker scripts beside it.
// Packages stay external; only our own code is bundled, so one `npm ci` serves both builds.
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { external: true },
  build: {
    ssr: true,
    outDir: 'build',
    emptyOutDir: false,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        main: 'server/main.ts',
        'import-worker': 'server/documents/import-worker.ts',
        'export-worker': 'server/documents/export-worker.ts',
        'embedded-thread': 'server/db/embedded-thread.ts',
        'create-cluster': 'server/db/create-cluster.ts'
      },
      external: [/handler\.js$/],
      output: { entryFileNames: '[name].js', chunkFileNames: 'server-chunks/[name]-[hash].js' }
    }
  }
});
