import type { PersonId } from '#domain/ids';
import type { LocalDraft } from '#editor/local-drafts';

/**
 * What every page does about what this device keeps (`kept-on-device`). It is done once the page works, so the code for it
 * comes then.
 */

export async function sweepDevice(person: PersonId): Promise<void> {
  const { sweepDevice: sweep } = await import('./kept-on-device');
  await sweep(person);
}

export async function clearDevice(person: PersonId): Promise<void> {
  const { clearDevice: clear } = await import('./kept-on-device');
  await clear(person);
}

export async function signedOutHere(): Promise<void> {
  const { signedOutHere: nobodyHere } = await import('./kept-on-device');
  await nobodyHere();
}

export async function unsentDrafts(person: PersonId): Promise<readonly LocalDraft[]> {
  const { unsentDrafts: unsentOf } = await import('./kept-on-device');
  return unsentOf(person);
}
