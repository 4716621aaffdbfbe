import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';

/** Every component in its states, for whoever changes one. Not part of the product: absent from production. */
export function load(): void {
  if (!dev) error(404, 'There is nothing here, or you may not see it.');
}
