import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

type Change = (xml: string) => string;

/** A Word file in which somebody changed the text, and perhaps the comments: each gets the XML of its part. */
export function editedWord(
  bytes: Uint8Array,
  change: Change,
  changeComments?: Change
): Uint8Array<ArrayBuffer> {
  const files = unzipSync(bytes);
  const edit = (name: string, by: Change) => (files[name] = strToU8(by(strFromU8(files[name]!))));
  edit('word/document.xml', change);
  if (changeComments) edit('word/comments.xml', changeComments);
  return new Uint8Array(zipSync(files));
}
