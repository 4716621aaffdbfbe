import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Component } from 'svelte';
import { createServer, type ViteDevServer } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Renders components of src/lib/ui as the server does, that is, as a browser without scripts gets them. */
export interface ComponentRenderer {
  /** `name` without its ending: 'PageFrame'. Snippet props are given as plain HTML. */
  render(name: string, props: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function componentRenderer(): Promise<ComponentRenderer> {
  const vite = await createServer({
    configFile: false,
    root: ROOT,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    resolve: { alias: { $lib: `${ROOT}src/lib` } },
    plugins: [svelte({ configFile: false })]
  });
  return {
    render: (name, props) => renderWith(vite, name, props),
    close: () => vite.close()
  };
}

async function renderWith(
  vite: ViteDevServer,
  name: string,
  props: Record<string, unknown>
): Promise<string> {
  const { render } = (await vite.ssrLoadModule('svelte/server')) as typeof import('svelte/server');
  const { createRawSnippet } = (await vite.ssrLoadModule('svelte')) as typeof import('svelte');
  const module = (await vite.ssrLoadModule(`/src/lib/ui/${name}.svelte`)) as { default: Component };
  const withSnippet =
    typeof props.children === 'string'
      ? { ...props, children: createRawSnippet(() => ({ render: () => props.children as string })) }
      : props;
  const { body } = render(module.default, { props: withSnippet });
  // Svelte's own marks for hydration are not what a person gets.
  return body.replace(/<!--.*?-->/gsu, '').replace(/\s+/gu, ' ');
}
