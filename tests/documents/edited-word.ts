import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A Word file in which somebody changed the text: `change` gets the XML of its main part. */
export function editedWord(bytes: Uint8Array, change: (xml: string) => string): Uint8Array<ArrayBuffer> {
  const files = unzipSync(bytes);
  const name = 'word/document.xml';
  return new Uint8Array(zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name]!))) }));
}
