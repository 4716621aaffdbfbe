import { relative } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type PluginOption } from 'vite';

/**
 * In development the composition root runs inside Vite: it is loaded through Vite's module graph, so that
 * `server/` reloads on change, and it takes the upgrade requests for our two sockets.
 */
function concordatServer(): PluginOption {
  return {
    name: 'concordat-server',
    apply: 'serve',
    async configureServer(server) {
      if (process.env.VITEST) return;
      const dev = () => server.ssrLoadModule('/server/dev.ts');
      await (await dev()).attach(server);
      let reloading = Promise.resolve();
      server.watcher.on('change', (file) => {
        if (!relative(server.config.root, file).startsWith('server')) return;
        reloading = reloading
          .then(async () => {
            server.environments.ssr.moduleGraph.invalidateAll();
            await (await dev()).recompose();
          })
          .then(() => server.ws.send({ type: 'full-reload' }))
          .catch((error: unknown) => server.config.logger.error(String(error)));
      });
    }
  };
}

/**
 * SvelteKit builds twice, for the server and for the browser, and only the browser's style sheets are used.
 * Compiling Sass once instead of twice takes seconds off every start of the demo.
 */
function stylesOnce(): PluginOption {
  return {
    name: 'concordat-styles-once',
    apply: 'build',
    enforce: 'pre',
    load: (id, options) => (options?.ssr && id.endsWith('.scss') ? '' : undefined)
  };
}

const RUNTIME = /node_modules\/(svelte|@sveltejs\/kit|devalue)\/|vite\/preload-helper/;
/** What only a form needs: pages to read come without it. */
const FIELDS =
  /src\/lib\/ui\/(FieldFrame|TextField|TextArea|SelectField|RadioGroup|ErrorSummary|field-error)\./;

/**
 * What every page stands on comes in one file, what forms are made of in another, and what else fourteen files or more share in a
 * third, not in thirty: small files compress badly, and every page lists the files of all others.
 */
function fewFiles(): PluginOption {
  const runtime = { name: 'runtime', test: RUNTIME, priority: 2 };
  const fields = { name: 'fields', test: FIELDS, priority: 1 };
  const shared = { name: 'shared', minShareCount: 16 };
  return {
    name: 'concordat-few-files',
    apply: 'build',
    outputOptions(options) {
      if (this.environment.name !== 'client') return options;
      return { ...options, codeSplitting: { groups: [runtime, fields, shared] } };
    }
  };
}

/**
 * A script names beside each that it loads later what that needs, the first one for every page there is, and grows with it. It names
 * style sheets alone: scripts say themselves what they import, and most of that is there already.
 */
function stylesAlone(_file: string, needed: string[]): string[] {
  return needed.filter((name) => name.endsWith('.css'));
}

export default defineConfig({
  plugins: [stylesOnce(), fewFiles(), concordatServer(), sveltekit()],
  server: { port: Number(process.env.PORT ?? 3000), host: process.env.HOST ?? '127.0.0.1' },
  build: { reportCompressedSize: false, modulePreload: { resolveDependencies: stylesAlone } },
  css: { preprocessorOptions: { scss: { quietDeps: true } } }
});
