import { LOOK_ALIKES } from './look-alikes';

/** Whether two names read the same to somebody who looks quickly: case, accents, spaces, dots and look-alike letters aside. */
export function namesAlike(one: string, other: string): boolean {
  return bareName(one) === bareName(other);
}

/** A name's letters and digits, each as the plain Latin letter that it looks like. */
export function bareName(name: string): string {
  const latin = [...name.normalize('NFKC')].map((letter) => LOOK_ALIKES.get(letter)?.latin ?? letter);
  return latin
    .join('')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
